import { client, type Schemas } from '../../api/client';
import { Fetched, useFetched } from '../../ui/fetched';
import { Failure, Title, useAction } from '../../ui/parts';
import { when, words } from '../../words/words';

type Export = Schemas['ExportView'];

/** A copy of the customer's data: asked for, gathered a day later, fetched once. */
export function DataExport() {
  const asked = useFetched<Schemas['ExportList']>('/v1/account/exports');
  const { busy, failure, run } = useAction();
  const change = (call: () => Promise<unknown>) => run(async () => {
    try {
      await call();
    } finally {
      await asked.again();
    }
  });
  const ask = () => change(() => client.call('POST', '/v1/account/exports'));
  const cancel = (id: string) => change(() => client.delete(`/v1/account/exports/${id}`));
  const fetchOnce = (id: string) => change(async () => save(await client.call('POST', `/v1/account/exports/${id}/download`)));
  return (
    <section class="card">
      <Title>{words.export.title}</Title>
      <p class="soft">{words.export.why}</p>
      <Failure of={failure} />
      <Fetched of={asked}>{({ exports }) => {
        const open = exports.find((each) => isOpen(each.state));
        return open ? (
          <>
            <div class="notice" role="status"><p>{progress(open)}</p></div>
            <div class="row">
              {open.state === 'ready' ? <button type="button" disabled={busy} onClick={() => fetchOnce(open.id)}>{words.export.fetch}</button> : null}
              <button type="button" class="plain" disabled={busy} onClick={() => cancel(open.id)}>{words.export.cancel}</button>
            </div>
          </>
        ) : (
          <>
            {exports[0]?.state === 'failed' ? <div class="notice" role="status"><p>{words.export.failed}</p></div> : null}
            <button type="button" disabled={busy} onClick={ask}>{words.export.ask}</button>
          </>
        );
      }}</Fetched>
    </section>
  );
}

function isOpen(state: Export['state']): boolean {
  return state === 'waiting' || state === 'gathering' || state === 'ready';
}

function progress(open: Export): string {
  if (open.state === 'ready') return words.export.ready(when(open.expiresAt!));
  return open.state === 'gathering' ? words.export.gathering : words.export.waiting(when(open.opensAt));
}

/** Hands the archive to the browser as a file. */
function save(archive: unknown): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(archive, null, 2)], { type: 'application/json' }));
  link.download = 'my-data.json';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
