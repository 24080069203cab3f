const whole = new Intl.NumberFormat('en');

/** A count as people read it: `1,234,567`; a dash where it is not known. */
export const count = (of: number | undefined): string => (of === undefined ? '–' : whole.format(of));
