import { useState } from 'preact/hooks';
import { client, type Schemas } from '../../api/client';
import { Fetched, useFetched } from '../../ui/fetched';
import { Failure, Field, Form, Sure, Title, useAction } from '../../ui/parts';
import { when, words } from '../../words/words';
import { Action, Decision } from '../approve/decision';

type Book = Schemas['AddressBook'];

/** Where the customer's money may go, and whether it may go nowhere else. */
export function AddressBook() {
  const book = useFetched<Book>('/v1/address-book');
  return (
    <>
      <Title>{words.addressBook.title}</Title>
      <Fetched of={book}>{(shown) => (
        <>
          <BookOnly mode={shown.bookOnly} changed={book.again} />
          <Entries book={shown} changed={book.again} />
          <Add added={book.again} />
        </>
      )}</Fetched>
    </>
  );
}

function BookOnly({ mode, changed }: { mode: Book['bookOnly']; changed: () => Promise<void> }) {
  const { busy, failure, run } = useAction();
  const change = (call: () => Promise<unknown>) => run(async () => {
    await call();
    await changed();
  });
  return (
    <section class="card">
      <h2>{words.addressBook.only}</h2>
      <p class="soft">{words.addressBook.onlyWhy}</p>
      <Failure of={failure} />
      {mode.on ? (
        <>
          <div class="notice good" role="status"><p>{mode.offAt ? words.addressBook.offAt(when(mode.offAt)) : words.addressBook.on}</p></div>
          {mode.offAt
            ? <button type="button" disabled={busy} onClick={() => change(() => client.delete('/v1/address-book/book-only/switch-off'))}>{words.addressBook.keepOn}</button>
            : <button type="button" class="plain" disabled={busy} onClick={() => change(() => client.put('/v1/address-book/book-only', { on: false }))}>{words.addressBook.switchOff}</button>}
        </>
      ) : <button type="button" disabled={busy} onClick={() => change(() => client.put('/v1/address-book/book-only', { on: true }))}>{words.addressBook.switchOn}</button>}
    </section>
  );
}

function Entries({ book, changed }: { book: Book; changed: () => Promise<void> }) {
  const { busy, failure, run } = useAction();
  const remove = (id: string) => run(async () => {
    await client.delete(`/v1/address-book/${id}`);
    await changed();
  });
  return (
    <section class="card">
      <h2>{words.addressBook.entries}</h2>
      <Failure of={failure} />
      {book.entries.length === 0 ? <p class="soft">{words.centre.none}</p> : null}
      <ul class="list">{book.entries.map((entry) => (
        <li key={entry.entryId} class="stack">
          <h3>{entry.label} <span class="tag">{entry.asset}</span></h3>
          <p><code>{entry.address}</code></p>
          <p class="soft">{entry.network}{entry.memo ? ` · ${entry.memo}` : ''}</p>
          {Date.parse(entry.usableAt) > Date.now() ? <p class="soft">{words.addressBook.usableAt(when(entry.usableAt))}</p> : null}
          {entry.warnings.map((warning) => <div class="notice warn" key={warning.code}><p>{warning.text}</p></div>)}
          <Sure label={words.factors.remove} name={entry.label} ask={words.addressBook.sure} busy={busy} go={() => remove(entry.entryId)} />
        </li>
      ))}</ul>
    </section>
  );
}

/** An address comes into the book by an approval, as money leaves by one. */
function Add({ added }: { added: () => Promise<void> }) {
  const [label, setLabel] = useState('');
  const [asset, setAsset] = useState('');
  const [network, setNetwork] = useState('');
  const [address, setAddress] = useState('');
  const [memo, setMemo] = useState('');
  const [approval, setApproval] = useState<Schemas['Approval']>();
  const { busy, failure, run } = useAction();
  const propose = () => run(async () => {
    const more = memo.trim() === '' ? {} : { memo: memo.trim() };
    setApproval(await client.post<Schemas['Approval']>('/v1/approvals', { system: 'portcullis', authorizationDetails:
      { type: 'address-book-entry', label: label.trim(), asset: asset.trim(), network: network.trim(), address: address.trim(), ...more } }));
  });
  const approved = async () => {
    await client.post('/v1/address-book', { approvalId: approval!.approvalId });
    for (const clear of [setLabel, setAsset, setNetwork, setAddress, setMemo]) clear('');
    setApproval(undefined);
    await added();
  };
  return (
    <section class="card">
      <h2>{approval ? approval.title : words.addressBook.add}</h2>
      {approval ? (
        <>
          <Action approval={approval} />
          <Decision approval={approval} approved={approved} declined={async () => setApproval(undefined)} />
        </>
      ) : (
        <Form go={propose} failure={failure}>
          <Field label={words.addressBook.label} name="label" value={label} set={setLabel} autocomplete="off" />
          <Field label={words.addressBook.asset} name="asset" value={asset} set={setAsset} autocomplete="off" hint="BTC" />
          <Field label={words.addressBook.network} name="network" value={network} set={setNetwork} autocomplete="off" hint="bitcoin" />
          <Field label={words.addressBook.address} name="address" value={address} set={setAddress} autocomplete="off" />
          <Field label={words.addressBook.memo} name="memo" value={memo} set={setMemo} autocomplete="off" hint={words.addressBook.memoWhy} optional />
          <button disabled={busy}>{words.addressBook.go}</button>
        </Form>
      )}
    </section>
  );
}
