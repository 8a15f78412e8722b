/** What to do about a run that blew up. */

/** A sentence that suggests another integrator or step. */
export function blowUpAdvice(integrator: string, dt: number): string {
  const explicit = /^(euler|midpoint|rk\d|ralston\d|heun\d|ssprk3)$/.test(integrator);
  if (explicit)
    return `'${integrator}' is an explicit method and unstable at dt = ${dt} ms here: use 'exp_euler', 'staggered' or 'ind_exp_euler', or a smaller dt such as ${halved(dt)} ms.`;
  return `Use a dt smaller than ${dt} ms (try ${halved(dt)} ms), or look for a parameter that lets the model itself run away.`;
}

const halved = (dt: number): number => Number((dt / 2).toPrecision(3));
