/** Orders of the site: what there is, what a lead moves, cancels and writes, and what L4 says to it. Asked for every few seconds. */
export const orders = `
let desk;
const askOrders = async () => {
  if (status.signIn !== false && !session.token) { desk = undefined; return; }
  if (!mayDo('read-report')) return;
  try {
    const answer = await ask('GET', '/api/orders');
    if (answer.ok) desk = await answer.json();
    show();
  } catch { /* told by what asks for the status */ }
};
const manages = () => status.signIn !== false && mayDo('manage-orders');
const thenAsk = async (doing) => { if (await doing) say(''); await askOrders(); };

const moveOrder = async (one) => {
  const given = await askFor('Move order ' + one.order, [
    { name: 'line', label: 'To line', options: desk.lines.filter((line) => line !== one.line) },
  ], 'Go on');
  if (!given) return;
  await signature('order ' + one.order + ' is run on ' + given.line, 'Why', {
    tries: (signed) => tried('POST', '/api/batches/' + one.batch + '/move', { line: given.line, signature: signed }),
  });
  await askOrders();
};
const [anew, cancelled] = ['prepared anew, by the recipe that is approved then', 'cancelled'];
const takeBack = async (one) => {
  const given = await askFor('Take back order ' + one.order, [{ name: 'next', label: 'It is then', options: [anew, cancelled] }], 'Go on');
  if (!given) return;
  await signature('order ' + one.order + ' is taken back and ' + given.next, 'Why', {
    tries: (signed) => tried('POST', '/api/batches/' + one.batch + '/take-back', { next: given.next === anew ? 'prepare' : 'cancel', signature: signed }),
  });
  await askOrders();
};
const endOrder = async (one) => {
  await signature('order ' + one.order + ' of line ' + one.line + ' is ended by the site: what its line never spoke of is destroyed', 'Why', {
    tries: (signed) => tried('POST', '/api/batches/' + one.batch + '/end', { signature: signed }),
  });
  await askOrders();
};
const cancelOrder = async (one) => {
  await signature('order ' + one.order + ' is cancelled', 'Why', {
    tries: (signed) => tried('POST', '/api/batches/' + one.batch + '/cancel', { signature: signed }),
  });
  await askOrders();
};

const orderFields = [
  ['order', 'Order number'], ['lot', 'Lot'], ['expiry', 'Expires', 'date'], ['quantity', 'Packs', 'number'],
  ['line', 'Line'], ['unitsPerCase', 'Packs in a case', 'number'], ['casesPerPallet', 'Cases on a pallet', 'number'],
  ['sampleEvery', 'Every n-th pack is a sample (0: none)', 'number'], ['pool', 'Pool of serials'], ['ssccPool', 'Pool of SSCCs'],
  ['companyPrefix', 'Company prefix'], ['owner', 'Owner'], ['market', 'Market'], ['manufactured', 'Made on', 'date'], ['bulkLot', 'Bulk lot'],
];
const mayBeEmpty = ['market', 'manufactured', 'bulkLot', 'owner'];
const askOrder = async (title, before) => {
  const fields = orderFields.map(([name, label, type]) => ({
    name, label, type, value: before[name] ?? (name === 'sampleEvery' ? 0 : ''), required: !mayBeEmpty.includes(name),
    options: name === 'line' ? desk.lines : name === 'owner' ? ['', ...desk.owners] : undefined,
  }));
  const given = await askFor(title, fields, 'Send to L4');
  if (!given) return undefined;
  const written = { gtin: before.gtin };
  for (const [name, , type] of orderFields) {
    const text = given[name].trim();
    if (text !== '') written[name] = type === 'number' ? Number(text) : text;
  }
  return written;
};
const writeOrder = async () => {
  const given = await askFor('Write an order', [{ name: 'gtin', label: 'GTIN, 14 digits', minLength: 14 }], 'Go on');
  if (!given) return;
  const answer = await ask('GET', '/api/orders/defaults?gtin=' + encodeURIComponent(given.gtin.trim()));
  if (!answer.ok) return say(await problemIn(answer));
  const written = await askOrder('Order of ' + given.gtin.trim(), { ...(await answer.json()), gtin: given.gtin.trim() });
  if (written) await thenAsk(act('POST', '/api/orders', written));
};
const correctDraft = async ({ draft, order, asked }) => {
  const written = await askOrder('Correct order ' + order, asked.body);
  if (written) await thenAsk(act('PUT', '/api/drafts/' + draft, written));
};

const orderRow = (one) => {
  const short = one.numbers.map(({ pool, ready, needed }) => pool + ' ' + ready + ' / ' + needed).join(', ');
  const cells = [one.order, one.owner, one.gtin, one.lot, one.quantity, one.line, one.state, short];
  const row = make('tr');
  row.dataset.of = 'batch ' + one.batch;
  for (const cell of cells) row.append(make('td', String(cell ?? ''), typeof cell === 'number' ? 'number' : ''));
  const notes = [
    one.refused && make('div', 'Revision ' + one.seen + ' of L4 is not taken: ' + one.refused, 'bad'),
    one.why && make('div', one.why, 'quiet'),
    one.back && manages() ? button('Take back', () => takeBack(one)) : undefined,
    one.end && manages() ? button('End order', () => endOrder(one)) : undefined,
    one.open && manages() ? within('div', 'bar',
      desk.lines.length > 1 ? button('Move', () => moveOrder(one)) : undefined,
      button('Cancel order', () => cancelOrder(one))) : undefined,
  ];
  row.append(within('td', '', ...notes.filter(Boolean)));
  return row;
};
const orderTable = (all) => {
  const whole = table(['order', 'owner', 'GTIN', 'lot', 'packs', 'line', 'state', 'numbers ready', ''], []);
  whole.append(...all.map(orderRow));
  return whole;
};
const draftOf = (one) => {
  const what = one.asked.kind === 'order' ? 'Order ' + one.order : 'Change of order ' + one.order;
  const states = { waiting: 'waits for L4', sent: 'was sent, and L4 has yet to answer', refused: 'is refused by L4' };
  const { problem } = one;
  return within('div', problem ? 'alarm' : 'alarm note',
    make('strong', what + ' of ' + one.owner + ' ' + states[one.state]),
    make('div', 'by ' + one.who, 'quiet'),
    problem && make('div', (problem.at ? problem.at + ': ' : '') + problem.detail),
    problem && problem.rule && make('div', problem.rule, 'quiet'),
    problem && problem.remedy && make('div', problem.remedy),
    manages() && one.state !== 'sent' ? within('div', 'bar',
      one.asked.kind === 'order' ? button('Correct', () => correctDraft(one)) : undefined,
      one.state === 'refused' ? button('Send again', () => thenAsk(act('POST', '/api/drafts/' + one.draft + '/send'))) : undefined,
      button('Drop', () => thenAsk(act('DELETE', '/api/drafts/' + one.draft)))) : undefined);
};
const ordersPanel = () => {
  if (!desk || (status.signIn !== false && !session.token)) return undefined;
  return block('orders', [desk, manages()], () => within('section', '',
    within('div', 'bar', make('h2', 'Orders'), manages() ? button('Write an order', writeOrder) : undefined),
    ...desk.drafts.map(draftOf),
    desk.orders.length === 0 ? make('p', 'none', 'quiet') : orderTable(desk.orders)));
};
setInterval(askOrders, 2000);
`;
