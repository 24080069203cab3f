/** What is shown of a line. */
export const line = `
const path = (line, rest) => '/api/lines/' + encodeURIComponent(line.line) + rest;
const time = (ms) => {
  const seconds = Math.floor(ms / 1000);
  const two = (number) => String(number).padStart(2, '0');
  return Math.floor(seconds / 3600) + ':' + two(Math.floor(seconds / 60) % 60) + ':' + two(seconds % 60);
};
const share = (value) => value === undefined ? '–' : (value * 100).toFixed(1) + ' %';

const headOf = (line) => {
  const bar = within('div', 'bar', make('h2', line.line), make('span', line.state, 'state ' + line.state));
  if (line.mode !== 'Produce') bar.append(make('span', 'mode ' + line.mode, 'bad'));
  if (line.stands) bar.append(make('span', line.stands.where.toLowerCase() + ' by ' + line.stands.who));
  if (mayDo('command')) for (const command of line.commands) {
    bar.append(button(command, async () => {
      const words = await tried('POST', path(line, '/commands'), { command });
      say(words, states());
    }));
  }
  return bar;
};
const alarmOf = (alarm) => within('div', alarm.stops ? 'alarm' : 'alarm note',
  make('strong', alarm.code + ': ' + alarm.detail),
  make('div', alarm.cause, 'quiet'),
  make('div', alarm.remedy));
// Alarms of one kind have one explanation; the others are acknowledged when the last is explained.
const explainOf = (line, claims) => {
  if (!mayDo('explain-alarm')) return make('div', 'An operator, a lead or quality assurance signs in and explains.', 'quiet');
  const kinds = [...new Set(claims.map(({ code }) => code))];
  return within('div', 'bar', ...kinds.map((kind) => button('Explain ' + kind + ' and sign', async () => {
    const meaning = 'I have looked into ' + kind + ' and explain it';
    const mine = claims.filter(({ code }) => code === kind);
    const alarms = mine.map(({ alarm }) => alarm);
    await signature(meaning, 'What was found, and what was done with the packs', {
      about: mine.map(({ detail }) => detail),
      tries: ({ reason: explanation, password }) =>
        tried('POST', path(line, '/alarms/explain'), { alarms, explanation, signature: { meaning, password } }),
    });
  })));
};
const alarmsOf = (line) => {
  if (line.alarms.length === 0) return undefined;
  const may = [mayDo('acknowledge'), mayDo('explain-alarm'), status.signIn];
  return block(line.line + ' alarms', { alarms: line.alarms, may }, () => {
    const box = within('div', 'alarms', ...line.alarms.map(alarmOf));
    const stops = line.alarms.some((alarm) => alarm.stops);
    const claims = status.signIn === false ? [] : line.alarms.filter(({ signed }) => signed);
    if (claims.length > 0) box.append(explainOf(line, claims));
    else if (mayDo('acknowledge')) {
      box.append(button(stops ? 'Acknowledge and resume' : 'Acknowledge', () => act('POST', path(line, '/alarms/acknowledge'))));
    }
    return box;
  });
};

const clearanceOf = (line, { phase, items }) => {
  const box = within('div', 'wait', make('h3', 'Line clearance ' + phase + ' batch ' + line.next));
  const ticks = items.map((item) => {
    const tick = make('input');
    tick.type = 'checkbox';
    box.append(within('label', 'item', tick, make('span', item)));
    return tick;
  });
  if (!mayDo('clear-line')) {
    box.append(make('div', 'Somebody who may clear the line signs in and confirms each.', 'quiet'));
    return box;
  }
  box.append(button('Sign line clearance', async () => {
    if (!ticks.every(({ checked }) => checked)) return say('Confirm every item first.');
    await signature('the line is clear ' + phase + ' the batch', undefined, {
      about: items,
      tries: (signed) => tried('POST', '/api/batches/' + line.next + '/clearance', {
        phase, items: items.map((item) => ({ item, done: true })), signature: signed,
      }),
    });
  }));
  return box;
};
const partialOf = (line, { container, level, holds }) => {
  const box = within('div', 'wait', make('h3', level + ' ' + container + ' is not full: it holds ' + holds));
  if (mayDo('approve-partial')) box.append(button('Approve as it is', async () => {
    await signature('this ' + level + ' may be closed as it is', undefined, {
      about: [level + ' ' + container + ' holds ' + holds],
      tries: (signed) => tried('POST', '/api/batches/' + line.next + '/partials/' + container + '/approve', { signature: signed }),
    });
  }));
  else box.append(make('div', 'A lead or quality assurance signs in and approves it.', 'quiet'));
  return box;
};
const awaitedOf = (line) => {
  const awaited = line.awaited;
  if (!awaited) return undefined;
  const rest = awaited.else.map((words) => make('div', words));
  const all = [
    ...(awaited.clearance ? [clearanceOf(line, awaited.clearance)] : []),
    ...awaited.partials.map((partial) => partialOf(line, partial)),
    ...(rest.length > 0 ? [within('div', 'wait', make('h3', line.state === 'Idle' ? 'Next' : 'Before the batch can be closed'), ...rest)] : []),
  ];
  return all.length === 0 ? undefined : within('div', 'columns', ...all);
};

const batchOf = (line) => {
  const { batch } = line;
  const bar = make('progress');
  bar.max = batch.quantity;
  bar.value = batch.counts.printed;
  const head = 'Order ' + batch.order + ' for ' + batch.owner + ', GTIN ' + batch.gtin + ', lot ' + batch.lot + ' (' + batch.state + ')';
  const counts = batch.counts;
  return within('div', 'batch', make('p', head), bar, facts([
    ['printed', counts.printed + ' / ' + batch.quantity],
    ['verified', counts.verified],
    ['commissioned', counts.commissioned],
    ['rejected', counts.rejected],
    ['sampled', counts.sampled],
    ['on the way', counts.inFlight],
    ['cases', counts.cases],
    ['pallets', counts.pallets],
  ]));
};
// A lot may be written with what a name of a file may not have (GS1 General Specifications §7.11).
const fileOf = (lot) => 'batch-' + lot.replaceAll(/[^A-Za-z0-9._-]/g, '_');
const reportOf = (line) => {
  const { batch, lot } = line.batch;
  return within('div', 'bar',
    button('Batch report (PDF)', () => save('/api/batches/' + batch + '/report.pdf', fileOf(lot) + '.pdf')),
    button('Report data', () => save('/api/batches/' + batch + '/report', fileOf(lot) + '.json')));
};
`;
