import type { Schemas } from '../../api/client';
import { Fetched, useFetched } from '../../ui/fetched';
import { Title } from '../../ui/parts';
import { goTo } from '../../ui/route';
import { when, words } from '../../words/words';

/** Where the customer does what an item of the check-up names as `next`. */
const rooms: Record<string, string> = {
  'enrol-authenticator': '/security/factors',
  'enrol-security-key': '/security/factors',
  'enrol-stronger-factor': '/security/factors',
  'replace-authenticator': '/security/factors',
  'renew-recovery-codes': '/security/factors',
  'cancel-removal': '/security/factors',
  'review-devices': '/security/sessions',
  'change-password': '/security/password',
  'set-trading-passphrase': '/security/protection',
  'set-anti-phishing-code': '/security/protection',
  'lock-settings': '/security/protection',
  'cancel-unlocking': '/security/protection',
  'switch-book-only-on': '/security/address-book',
  'keep-book-only': '/security/address-book',
  'restrict-api-keys': '/security/api-keys',
  'add-identifier': '/security/identifiers',
};

/** The check-up, with what holds withdrawals now. */
export function Overview() {
  const checkup = useFetched<Schemas['SecurityCheckup']>('/v1/security-checkup');
  const holds = useFetched<Schemas['HoldList']>('/v1/holds');
  return (
    <>
      <Title>{words.centre.title}</Title>
      {holds.value?.holds.map((hold) => (
        <div class="notice warn" key={hold.reason}><p>{words.centre.held(when(hold.until))}</p></div>
      ))}
      <section class="card">
        <h2>{words.centre.overview}</h2>
        <Fetched of={checkup}>{({ score, items }) => (
          <>
            <p class="amount">{words.centre.score(score.points, score.of)}</p>
            <progress value={score.points} max={score.of} aria-label={words.centre.score(score.points, score.of)} />
            <p class="soft">{score.how}</p>
            <ul class="list">{items.map((item) => <Item key={item.id} item={item} />)}</ul>
          </>
        )}</Fetched>
      </section>
    </>
  );
}

function Item({ item }: { item: Schemas['SecurityCheckupItem'] }) {
  const room = item.next ? rooms[item.next] : undefined;
  return (
    <li>
      <div class="row between">
        <span class={`tag ${item.state === 'done' ? 'good' : 'warn'}`}>{words.states[item.state] ?? item.state}</span>
        <span class="soft">{words.centre.score(item.points, item.of)}</span>
      </div>
      <p class="soft">{item.why}</p>
      {item.next && room
        ? <a href={room} onClick={(event) => { event.preventDefault(); goTo(room); }}>{words.next[item.next] ?? item.next}</a>
        : null}
    </li>
  );
}
