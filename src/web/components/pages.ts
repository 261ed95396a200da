import type { Flash } from '../flash.js'
import type { IconName } from '../icon-names.js'

/** What stands on any page: getting about, and what layouts are made of. */
export interface PageComponents {
  /** The page's own buttons; first in a view, they stand beside the title. */
  'components/page-actions': { actions: ActionLink[] }

  /** Views of the same list or record, each with its own address. */
  'components/tabs': {
    label: string
    items: { label: string; href: string; current: boolean; count?: number }[]
  }

  /** The pages of the hospital's own settings. */
  'components/settings-tabs': {
    current: 'hospital' | 'scheduling' | 'pathway' | 'billing' | 'holidays' | 'files'
  }

  /** The neighbours of a page of a long list. */
  'components/pager': { newer: string | null; older: string | null; shown?: string }

  'components/breadcrumbs': { items: { label: string; href: string }[] }

  /** Decoration, unless it has a label. */
  'components/icon': { name: IconName; label?: string; size?: 'small' | 'large' }

  /**
   * Inside a part of a page that keeps itself up to date: when it was made, and a link for those whose browser does
   * not do it. The part is `<section id="queue" data-live="<%= base %>/queue/live">`, its id its own for good; the
   * address answers by `live()`. On a change the page is asked for again and the part is put in place.
   */
  'components/live-note': Record<string, never>

  /**
   * What a printed list says of itself, and only on paper: the hospital, those of its filters that are set, as of when
   * it is. `partly` says that more fits the filters than is on the sheet. In a part that keeps itself up to date it
   * stands inside of it.
   */
  'components/printed': { filters: { label: string; value: string }[]; partly?: string | null }

  'components/head': { title: string; error: boolean }
  'components/brand': { href: string }
  /** `plain`: the second of one page, for a narrow screen: without the pictures and keys of the first. */
  'components/navigation': { id: string; plain?: boolean }
  'components/notice-bell': Record<string, never>
  'components/user-menu': Record<string, never>
  'components/theme-switch': { id: string }
  'components/demo-banner': Record<string, never>
  /** What each key does for the person who reads. */
  'components/keyboard': Record<string, never>
  'components/flash': { messages: Flash[] }
  'components/footer': Record<string, never>
}

export interface ActionLink {
  label: string
  href: string
  icon?: IconName
  tone?: 'primary' | 'plain' | 'danger'
}
