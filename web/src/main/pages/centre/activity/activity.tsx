import { useEffect, useState } from 'preact/hooks';
import { client, type Schemas } from '../../api/client';
import { Failure, Title, useAction } from '../../ui/parts';
import { when, words } from '../../words/words';

type Page = Schemas['ActivityPage'];

/** What happened to the account, newest first, page by page. */
export function ActivityList() {
  const [events, setEvents] = useState<Page['events']>([]);
  const [next, setNext] = useState<string | null>();
  const { busy, failure, run } = useAction();
  const more = (after?: string) => run(async () => {
    const page = await client.get<Page>(after ? `/v1/activity?after=${encodeURIComponent(after)}` : '/v1/activity');
    setEvents((seen) => [...seen, ...page.events]);
    setNext(page.next ?? null);
  });
  useEffect(() => { void more(); }, []);
  return (
    <section class="card">
      <Title>{words.centre.activity}</Title>
      <Failure of={failure} />
      {next === undefined && failure === undefined ? <p role="status">{words.centre.loading}</p> : null}
      {next !== undefined && events.length === 0 ? <p class="soft">{words.centre.none}</p> : null}
      <ul class="list">{events.map((event) => (
        <li key={event.id}>
          <h3>{event.title}</h3>
          <p class="soft"><time dateTime={event.time}>{when(event.time)}</time>{[event.device, event.place].filter(Boolean).map((each) => ` · ${each}`)}</p>
        </li>
      ))}</ul>
      {next ? <button type="button" class="plain" disabled={busy} onClick={() => more(next)}>{words.centre.more}</button> : null}
    </section>
  );
}
