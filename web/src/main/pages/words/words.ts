import { en, type Words } from './en';

/** The page's words. Set once, before anything is drawn. */
export let words: Words = en;

export function take(others: Words): void {
  words = others;
}

export function when(instant: string): string {
  return new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));
}
