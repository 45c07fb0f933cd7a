// Formats values.

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const shortDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const longDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const count = new Intl.NumberFormat();

/** The time of day for a time of today, otherwise with the date; in the reader's time zone. */
export const timeText = (time) => (time.toDateString() === new Date().toDateString() ? clock : date).format(time);

/** The time of day, in the reader's time zone. */
export const clockText = (time) => clock.format(time);

/** A UTC day such as `2026-01-31`, without the year. */
export const dayText = (day) => shortDay.format(new Date(`${day}T00:00:00Z`));

/** A UTC day such as `2026-01-31`. */
export const longDayText = (day) => longDay.format(new Date(`${day}T00:00:00Z`));

/** An hour of the day, from 0 to 24. */
export const hourText = (hour) => `${String(hour).padStart(2, '0')}:00`;

/** A number with group separators. */
export const numberText = (number) => count.format(number);

/** A number and its noun. */
export const countText = (number, one, many = `${one}s`) => `${numberText(number)} ${number === 1 ? one : many}`;

/** The time since then, rounded down to one unit. */
export function agoText(time) {
  const seconds = Math.max(0, Math.round((Date.now() - time) / 1000));
  const [size, unit] = [[86400, 'd'], [3600, 'h'], [60, 'min']].find(([least]) => seconds >= least) ?? [1, 's'];
  return `${Math.floor(seconds / size)} ${unit}`;
}

/** A camel-case word such as `operatorRequired` as separate words. */
export const wordText = (word) => word.replace(/([A-Z])/g, ' $1').toLowerCase();

/**
 * Makes invisible characters of external text visible: control characters, and marks that change the direction of writing, with which
 * one text can look like another.
 */
export const visibleText = (text) =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\u27e8U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}\u27e9`);
