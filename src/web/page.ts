import type { Response } from 'express'
import type { Ambient, LayoutModel } from './ambient.js'
import type { Components } from './components.js'
import { render } from './template.js'
import type { T } from './words.js'

export interface Crumb {
  label: string
  href: string
}

/** Whether the person who reads the page may ever do this. */
export type Can = Ambient['can']

interface PageOptions<Model> {
  /** The pages above this one, nearest last; hrefs are within the portal. */
  trail?: (page: Model, t: T, can: Can) => Crumb[]
  /** Pages of the public site keep its look for those who are signed in, too; a screen on a wall has nothing around it. */
  layout?: 'public' | 'screen'
}

/**
 * A page: its view, its title (also its h1) and the model that both need. The handler calls it with the
 * response; a missing field does not compile, and `npm run check` compiles the template against the model.
 */
export function page<Model extends object>(
  view: string,
  title: string | ((page: Model, t: T) => string),
  options: PageOptions<Model> = {},
) {
  return (res: Response, model: Model): void => {
    const ambient = ambientOf(res)
    const heading = typeof title === 'string' ? ambient.t(title) : title(model, ambient.t)
    const body = render(view, ambient, model)
    const inPortal = ambient.nav !== null && options.layout === undefined
    const layout = inPortal ? 'layouts/portal' : (`layouts/${options.layout ?? 'public'}` as const)
    const above = inPortal ? ambient.base : ''
    const breadcrumbs = (options.trail?.(model, ambient.t, ambient.can) ?? []).map((crumb) => ({
      ...crumb,
      href: above + crumb.href,
    }))
    const around: LayoutModel = { title: heading, body, breadcrumbs, error: isRefused(model) }
    const html = render(layout, ambient, around)
    res.type('html').send(html)
  }
}

/** A piece of a page on its own, for a script that puts it into one. */
export function piece<Name extends keyof Components>(
  res: Response,
  name: Name,
  props: Components[Name],
): void {
  const { user, nav, base, t, format, can, site } = res.locals
  res.type('html').send(render(name, { user, nav, base, t, format, can, site, flash: [] }, props))
}

/** A page's title says "Error:" first where a form on it was refused, so that a screen reader hears it at once. */
const isRefused = (model: object): boolean => Object.values(model).some(isRefusedForm)

function isRefusedForm(form: unknown): boolean {
  if (typeof form !== 'object' || form === null || !('errors' in form) || !('summary' in form)) return false
  return form.summary !== null || Object.keys(form.errors ?? {}).length > 0
}

function ambientOf(res: Response) {
  const { user, nav, base, t, format, can, site, takeFlash } = res.locals
  return { user, nav, base, t, format, can, site, flash: takeFlash() }
}
