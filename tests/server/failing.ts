import { createServer } from 'node:http'
import { stopOnSignals } from '../../src/shutdown.js'
import { openLog } from '../../src/web/request-log.js'

/** A process that fails as it is told on its command line, and ends as the application ends. */
const server = createServer((_req, res) => void setTimeout(() => res.end('finished'), 300))
const opened = [() => console.log('closed the last thing')]
stopOnSignals({ server, log: openLog('info'), state: { stopping: false }, leave: () => {}, opened })

server.listen(0, '127.0.0.1', async () => {
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const underWay = fetch(`http://127.0.0.1:${port}/`).then((answer) => answer.text())
  await new Promise((resolve) => setTimeout(resolve, 100))
  underWay.then((text) => console.log(`under way: ${text}`))
  const error = Object.assign(new Error('Asha Rao’s row'), { code: '23505', detail: 'Key (name)=(Asha Rao)' })
  if (process.argv[2] === 'rejection') {
    void Promise.reject(error)
    setTimeout(() => process.kill(process.pid, 'SIGTERM'), 300)
  } else
    setImmediate(() => {
      throw error
    })
})
