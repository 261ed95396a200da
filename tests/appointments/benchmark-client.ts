import { Agent, request } from 'node:http'

/** What one round sends, each once, sixteen at a time; it answers with how many of them a second were served. */
export interface Round {
  port: number
  requests: { path: string; cookie?: string; body?: string }[]
  status: number
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 })

process.once('message', async ({ requests, status, port }: Round) => {
  const begin = performance.now()
  let next = 0
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (let one = requests[next++]; one; one = requests[next++]) {
        const answered = await send(port, one)
        if (answered !== status) throw new Error(`${one.path} answered ${answered}`)
      }
    }),
  )
  process.send?.((requests.length / (performance.now() - begin)) * 1000)
  agent.destroy()
  process.disconnect()
})

function send(port: number, { path, cookie, body }: Round['requests'][number]): Promise<number | undefined> {
  const headers = {
    ...(cookie && { cookie }),
    ...(body && { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }),
  }
  return new Promise((resolve, reject) => {
    const sent = request({ agent, port, path, method: body ? 'POST' : 'GET', headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode))
    })
    sent.on('error', reject).end(body)
  })
}
