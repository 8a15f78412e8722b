/** The few icons, drawn on a 16 px grid. */
const paths = {
  run: 'M4 2.5v11l9-5.5z',
  pause: 'M4 3h3v10H4zM9 3h3v10H9z',
  step: 'M3 3v10l7-5zM11 3h2v10h-2z',
  reset: 'M8 3a5 5 0 1 1-4.9 4h1.6A3.5 3.5 0 1 0 8 4.5V7L4 3.8 8 .6z',
  close: 'M3.5 2.4 8 6.9l4.5-4.5 1.1 1.1L9.1 8l4.5 4.5-1.1 1.1L8 9.1l-4.5 4.5-1.1-1.1L6.9 8 2.4 3.5z',
  parameters: 'M2 4h6V2.5h2.5V7H8V5.5H2zM11.5 4H14v1.5h-2.5zM2 10.5h2V9h2.5v4.500H4V12H2zM7.500 10.500H14V12H7.500z',
  undo: 'M6.2 2.2 2 6.4l4.2 4.200 1.100-1.100-2.300-2.300H9.500a2.900 2.900 0 0 1 0 5.800H6v1.500h3.500a4.400 4.400 0 0 0 0-8.800H5l2.300-2.300z',
  share:
    'M8 .9 11.800 4.700l-1.100 1.100-1.950-1.950V10h-1.500V3.850L5.300 5.800 4.200 4.700zM2.500 8H4v5.500h8V8h1.500v7h-11z',
  open: 'M1.500 3h4.600l1.500 1.600h6.900v8.400h-13zM3 6.100v5.400h10V6.100z',
  download:
    'M7.200 1.500h1.600v6.700l2.400-2.300 1.100 1.100L8 11.200 3.700 7l1.100-1.100 2.400 2.300zM2.500 12.800h11v1.500h-11z',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
