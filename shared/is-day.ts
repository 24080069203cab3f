/** Whether YYYY-MM-DD is a day of the calendar (ISO 8601): 31 February is none, nor is any other spelling. */
export function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}
