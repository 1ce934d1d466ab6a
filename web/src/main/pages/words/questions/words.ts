import { useEffect, useState } from 'preact/hooks';
import type { QuestionWords } from './en';

const languages: Record<string, () => Promise<{ questions: QuestionWords }>> = {
  en: () => import('./en'),
  de: () => import('./de'),
  es: () => import('./es'),
  pt: () => import('./pt'),
  zh: () => import('./zh'),
};

/** Words about security questions, in the page's language. Apart from the others, because few pages and few visits want them. */
export function useQuestionWords(): QuestionWords | undefined {
  const [found, setFound] = useState<QuestionWords>();
  useEffect(() => { void languages[document.documentElement.lang]!().then((module) => setFound(module.questions)); }, []);
  return found;
}
