import { useEffect, useState } from 'preact/hooks';

const listeners = new Set<() => void>();

/** Shows another page of this bundle. */
export function goTo(path: string): void {
  history.pushState(null, '', path);
  for (const listener of listeners) listener();
}

/** The path of the page that is shown. */
export function usePath(): string {
  const [path, setPath] = useState(location.pathname);
  useEffect(() => {
    const changed = () => setPath(location.pathname);
    listeners.add(changed);
    addEventListener('popstate', changed);
    return () => {
      listeners.delete(changed);
      removeEventListener('popstate', changed);
    };
  }, []);
  return path;
}

/** Where a sign-in leads: a page of this origin alone, whatever a link says. */
export function destination(): string {
  const wanted = new URLSearchParams(location.search).get('then') ?? '';
  return /^\/(security|approve)(\/[A-Za-z0-9/-]*)?$/.test(wanted) ? wanted : '/security';
}
