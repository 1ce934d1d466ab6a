import { en, type Words } from './en';

/** The page's words. Set once, before anything is drawn. */
export let words: Words = en;

export function take(others: Words): void {
  words = others;
}

export function when(instant: string): string {
  return new Intl.DateTimeFormat(document.documentElement.lang, {
    year: 'numeric', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short',
  }).format(new Date(instant));
}
