import { useState } from 'preact/hooks';
import { client, type Schemas } from '../../api/client';
import { Fetched, useFetched } from '../../ui/fetched';
import { Failure, Sure, Title, useAction } from '../../ui/parts';
import { when, words } from '../../words/words';

/** Most visits only look, so what makes a key is loaded when it is wanted. */
type Making = typeof import('./make');

/** The keys by which the customer's programs sign requests: make, look, disable, enable, end. */
export function ApiKeys() {
  const list = useFetched<Schemas['ApiKeyList']>('/v1/api-keys');
  const [making, setMaking] = useState<Making>();
  const { busy, failure, run } = useAction();
  const change = (call: () => Promise<unknown>) => run(async () => {
    await call();
    await list.again();
  });
  if (making) return <><Title>{words.centre.apiKeys}</Title><making.MakeKey made={list.again} done={() => setMaking(undefined)} /></>;
  return (
    <section class="card">
      <Title>{words.centre.apiKeys}</Title>
      <div class="row">
        <button type="button" disabled={busy} onClick={() => run(async () => setMaking(await import('./make')))}>{words.apiKeys.make}</button>
        <button type="button" class="danger" disabled={busy} onClick={() => change(() => client.delete('/v1/api-keys'))}>{words.apiKeys.disableAll}</button>
      </div>
      <Failure of={failure} />
      <Fetched of={list}>{({ apiKeys }) => (
        <>
          {apiKeys.length === 0 ? <p class="soft">{words.centre.none}</p> : null}
          <ul class="list">{apiKeys.map((key) => (
            <li key={key.id}>
              <div class="row between">
                <h2>{key.name} <span class={`tag ${key.state === 'active' ? 'good' : 'warn'}`}>{words.apiKeys.states[key.state] ?? key.state}</span></h2>
                <div class="row">
                  {key.state === 'active'
                    ? <button type="button" class="plain" disabled={busy} onClick={() => change(() => client.patch(`/v1/api-keys/${key.id}`, { enabled: false }))}>{words.apiKeys.disable}</button>
                    : key.state === 'disabled'
                      ? <button type="button" class="plain" disabled={busy} onClick={() => change(() => client.patch(`/v1/api-keys/${key.id}`, { enabled: true }))}>{words.apiKeys.enable}</button>
                      : null}
                  <Sure label={words.apiKeys.end} name={key.name} ask={words.apiKeys.sure} busy={busy}
                    go={() => change(() => client.delete(`/v1/api-keys/${key.id}`))} />
                </div>
              </div>
              <p class="soft">{key.scopes.join(', ')} · {key.networks.length > 0 ? key.networks.join(', ') : words.apiKeys.anywhere}</p>
              <p class="soft">{words.apiKeys.until(when(key.expiresAt))}{key.lastUsedAt ? ` · ${words.sessions.lastUsed(when(key.lastUsedAt))}` : ''}</p>
            </li>
          ))}</ul>
        </>
      )}</Fetched>
    </section>
  );
}
