// How values are written for people.

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const shortDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const longDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const count = new Intl.NumberFormat();

/** A time of today as a clock shows it, any other with its date; in the reader's time zone. */
export const timeText = (time) => (time.toDateString() === new Date().toDateString() ? clock : date).format(time);

/** A clock's time, in the reader's time zone. */
export const clockText = (time) => clock.format(time);

/** A day such as `2026-01-31`, which is one of UTC, without its year. */
export const dayText = (day) => shortDay.format(new Date(`${day}T00:00:00Z`));

/** A day such as `2026-01-31`, which is one of UTC. */
export const longDayText = (day) => longDay.format(new Date(`${day}T00:00:00Z`));

/** An hour of the day, from 0 to 24. */
export const hourText = (hour) => `${String(hour).padStart(2, '0')}:00`;

/** A number with its separators. */
export const numberText = (number) => count.format(number);

/** A number and its noun. */
export const countText = (number, one, many = `${one}s`) => `${numberText(number)} ${number === 1 ? one : many}`;

/** How long ago something was, roughly. */
export function agoText(time) {
  const seconds = Math.max(0, Math.round((Date.now() - time) / 1000));
  const [size, unit] = [[86400, 'd'], [3600, 'h'], [60, 'min']].find(([least]) => seconds >= least) ?? [1, 's'];
  return `${Math.floor(seconds / size)} ${unit}`;
}

/** A word such as `operatorRequired` as people write it. */
export const wordText = (word) => word.replace(/([A-Z])/g, ' $1').toLowerCase();

/**
 * Somebody else's text with what cannot be seen made visible: control characters, and marks that turn the direction of writing,
 * with which a text can look like another.
 */
export const visibleText = (text) =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\u27e8U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}\u27e9`);
