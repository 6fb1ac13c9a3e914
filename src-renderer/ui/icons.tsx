/** The drawings of the interface: 24 units square, 1.5 wide, round ends. */
const drawings = {
  library: 'M4 5h5v14H4zM9 5h4v14H9zM14.5 6l3.6-1 3.4 13.2-3.6 1z',
  timeline: 'M3 12h18M7 8v8M13 9.5v5M18 8v8',
  risks: 'M4 4h16v16H4zM4 9.3h16M4 14.6h16M9.3 4v16M14.6 4v16',
  notes: 'M5 4h14v11l-5 5H5zM14 20v-5h5M8 9h8M8 12.5h5',
  positions: 'M12 4v16M7 20h10M5 7h14M5 7l-2.5 6h5zM19 7l-2.5 6h5z',
  event: 'M5 6h14v14H5zM5 10h14M9 3.5V7M15 3.5V7',
  search: 'M16.5 10.5a6 6 0 1 1-12 0a6 6 0 1 1 12 0M15 15l5 5',
  settings:
    'M15 12a3 3 0 1 1-6 0a3 3 0 1 1 6 0M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.1 2.1M16.3 16.3l2.1 2.1M18.4 5.6l-2.1 2.1M7.7 16.3l-2.1 2.1',
  language:
    'M4 6h9M8.5 4v2M11 6c-.8 3.5-3.200 6-6.500 7.500M6.500 8.500c1 2 3 4 5 5M12 20l4-10 4 10M13.300 16.800h5.400',
  offline: 'M4 4l16 16M8.5 15.5a5 5 0 016 -.8M5.5 12.2a9.5 9.5 0 013.6-2.2M18.5 12.2a9.4 9.4 0 00-5-2.6M12 19h.01',
  sort: 'M7 5v14M4 16l3 3 3-3M14 7h7M14 12h5M14 17h3',
  filter: 'M4 6h16M7 12h10M10 18h4',
  plus: 'M12 5v14M5 12h14',
  minus: 'M6 12h12',
  close: 'M6 6l12 12M18 6L6 18',
  back: 'M14.5 5.5L8 12l6.5 6.5',
  forward: 'M9.5 5.5L16 12l-6.5 6.5',
  down: 'M5.500 9L12 15.500 18.500 9',
  outline: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  textSize: 'M3 18L8 6l5 12M4.8 14h6.4M15 18l3-8 3 8M16 15.5h4',
  panel: 'M4 5h16v14H4zM15 5v14',
  export: 'M12 15V4M8 8l4-4 4 4M5 13v7h14v-7',
  import: 'M12 4v11M8 11l4 4 4-4M5 13v7h14v-7',
  copy: 'M8 8h11v12H8zM5 16V4h11',
  link: 'M10 14a4 4 0 005.7 0l3-3A4 4 0 0013 5.300l-1 1M14 10a4 4 0 00-5.7 0l-3 3A4 4 0 0011 18.700l1-1',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  folder: 'M3 6h6l2 2h10v11H3z',
  zip: 'M5 4h14v16H5zM12 4v2M12 8v2M12 12v2M10.500 16h3v2h-3z',
  book: 'M12 6c-2-1.500-5-2-8-2v14c3 0 6 .5 8 2 2-1.500 5-2 8-2V4c-3 0-6 .5-8 2zM12 6v14',
  remove: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.500 11v5M13.500 11v5',
  edit: 'M5 19l1-4L16 5l3 3L9 18zM14 7l3 3',
  history: 'M4.500 9.500a8 8 0 1 1-.300 4.500M4 4.500v5h5M12 8v4.500l3 2',
  tag: 'M4 4h8l8 8-8 8-8-8zM8 8h.01',
  review: 'M6 3h9l4 4v14H6zM15 3v4h4M9 14l2.500 2.500L16 12',
  warning: 'M12 4l9 16H3zM12 10v4M12 17h.01',
} as const

export type IconName = keyof typeof drawings

/** A drawing; it says nothing to screen readers, so the button around it needs a name. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="i" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={drawings[name]} />
    </svg>
  )
}
