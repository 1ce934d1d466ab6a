import { useEffect, useRef, useState } from 'preact/hooks';
import { client, Refusal, type Schemas } from '../../api/client';
import { Failure, Title, useAction } from '../../ui/parts';
import { when, words } from '../../words/words';
import { Preferences } from './preferences';
import { Pushes } from './pushes';

type Alert = Schemas['Alert'];
type Page = Schemas['AlertPage'];

/** What the customer was told, as it happens. */
export function Alerts() {
  const [alerts, setAlerts] = useState<readonly Alert[]>([]);
  const [unread, setUnread] = useState(0);
  const [next, setNext] = useState<string | null>();
  const [heard, setHeard] = useState<Alert>();
  const { busy, failure, run } = useAction();
  const last = useRef(0);

  const more = (after?: string) => run(async () => {
    const page = await client.get<Page>(after ? `/v1/alerts?after=${encodeURIComponent(after)}` : '/v1/alerts');
    setAlerts((shown) => [...shown, ...page.alerts]);
    setUnread(page.unread);
    setNext(page.next ?? null);
    if (after === undefined) last.current = page.alerts[0]?.number ?? 0;
  });
  useEffect(() => {
    const end = new AbortController();
    void more().then(() => hear(last, end.signal, (alert) => {
      setAlerts((shown) => [alert, ...shown]);
      setUnread((count) => count + 1);
      setHeard(alert);
    }));
    return () => end.abort();
  }, []);

  const read = (alert: Alert) => run(async () => {
    await client.post(`/v1/alerts/${alert.id}/read`);
    mark((each) => each.id === alert.id);
    setUnread((count) => Math.max(0, count - 1));
  });
  const readAll = () => run(async () => {
    const newest = alerts[0]!;
    await client.post('/v1/alerts/read-all', { upTo: newest.id });
    mark((each) => each.number <= newest.number);
    setUnread(0);
  });
  const mark = (which: (alert: Alert) => boolean) => setAlerts((shown) =>
    shown.map((each) => which(each) && !each.readAt ? { ...each, readAt: new Date().toISOString() } : each));

  return (
    <>
      <section class="card">
        <div class="row between">
          <Title>{words.alerts.title}</Title>
          {unread > 0 ? <button type="button" class="plain" disabled={busy} onClick={readAll}>{words.alerts.readAll}</button> : null}
        </div>
        <div role="status"><p class="soft">{heard ? words.alerts.heard(heard.title) : words.alerts.unread(unread)}</p></div>
        <Failure of={failure} />
        {next === undefined && failure === undefined ? <p>{words.centre.loading}</p> : null}
        {next !== undefined && alerts.length === 0 ? <p class="soft">{words.centre.none}</p> : null}
        <ul class="list">{alerts.map((alert) => (
          <li key={alert.id}>
            <div class="row between">
              <h2>{alert.title} {alert.readAt ? null : <span class="tag warn">{words.alerts.new}</span>}</h2>
              {alert.readAt ? null
                : <button type="button" class="link" disabled={busy} aria-label={`${words.alerts.read}: ${alert.title}`} onClick={() => read(alert)}>{words.alerts.read}</button>}
            </div>
            <p>{alert.text}</p>
            <dl class="facts">{alert.details.map((detail) => [<dt key={detail.label}>{detail.label}</dt>, <dd key={`${detail.label}-value`}>{detail.value}</dd>])}</dl>
            <p class="soft"><time dateTime={alert.time}>{when(alert.time)}</time></p>
          </li>
        ))}</ul>
        {next ? <button type="button" class="plain" disabled={busy} onClick={() => more(next)}>{words.centre.more}</button> : null}
      </section>
      <Pushes />
      <Preferences />
    </>
  );
}

/** The stream ends with its access token, with the network and with the service: each time it is taken up where it broke. */
async function hear(last: { current: number }, end: AbortSignal, tell: (alert: Alert) => void): Promise<void> {
  while (!end.aborted) {
    // Not all clients at once, after a service was started anew.
    let pause = 1 + Math.random() * 3;
    try {
      await client.listen('/v1/alerts/stream', String(last.current), end, (data) => {
        const alert = JSON.parse(data) as Alert;
        if (alert.number <= last.current) return;
        last.current = alert.number;
        tell(alert);
      });
    } catch (broken) {
      if (broken instanceof Refusal) {
        pause = broken.retryAfter ?? (broken.status === 401 ? pause : 30);
        if (broken.status === 401 && !await client.resume()) {
          client.signedOut?.();
          return;
        }
      }
    }
    if (end.aborted) return;
    await new Promise((done) => setTimeout(done, pause * 1000));
  }
}
