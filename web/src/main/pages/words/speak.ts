import { en, type Words } from './en';
import { take } from './words';

const languages: Record<string, () => Promise<Words>> = {
  en: () => Promise.resolve(en),
  de: () => import('./de').then((module) => module.de),
  es: () => import('./es').then((module) => module.es),
  pt: () => import('./pt').then((module) => module.pt),
  zh: () => import('./zh').then((module) => module.zh),
};

/** Takes the first language of the browser that we speak. */
export async function speak(): Promise<void> {
  const wanted = navigator.languages.map((tag) => tag.split('-')[0]!.toLowerCase()).find((tag) => tag in languages) ?? 'en';
  take(await languages[wanted]!());
  document.documentElement.lang = wanted;
}
