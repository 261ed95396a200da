import { flash } from '../web/flash.js'
import { idParam } from '../web/params.js'
import { routes } from '../web/routes.js'
import { actor } from '../web/sign-in.js'
import { dropFavourite, favouritesOf } from './favourites.js'
import { favouritesPage } from './form-pages.js'

/** Prescriptions that a doctor writes often. */
export const favouriteRoutes = routes()

favouriteRoutes.get('/', 'prescription.create', async (req, res) => {
  const favourites = await favouritesOf(actor(req))
  favouritesPage(res, {
    favourites: favourites.map(({ id, name, rows }) => ({
      ...{ id, name },
      medicines: rows.map(({ medicine, amount, unit }) => `${medicine}: ${amount} ${unit}`),
    })),
  })
})

favouriteRoutes.post('/:id/removal', 'prescription.create', async (req, res) => {
  await dropFavourite(actor(req), idParam(req))
  flash(req, 'success', res.locals.t('The favourite is gone. Prescriptions stay as they are.'))
  res.redirect(303, req.baseUrl)
})
