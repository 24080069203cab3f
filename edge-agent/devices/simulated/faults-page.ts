import * as v from 'valibot';
import { faultsShape } from './faults.ts';

const names = Object.entries(faultsShape.entries);
/** What is so until it is put right. */
const states = names.filter(([, shape]) => v.is(shape, true)).map(([name]) => name);
/** What happens once, to one carton. */
const moments = names.filter(([, shape]) => v.is(shape, 2)).map(([name]) => name);

const script = `
const said = document.getElementById('said');
const button = (text, act) => {
  const made = document.createElement('button');
  made.textContent = text;
  made.onclick = () => act().catch((error) => { said.textContent = String(error); });
  return made;
};
const set = async (line, faults) => {
  const answer = await fetch('/faults?line=' + line, { method: 'POST', body: JSON.stringify(faults) });
  said.textContent = JSON.stringify(faults) + (answer.ok ? '' : ': ' + (await answer.text()));
};
const looked = async (line) => (await (await fetch('/ledger?line=' + line)).json()).lines[0];
const show = async () => {
  const { lines } = await (await fetch('/faults')).json();
  document.getElementById('lines').replaceChildren(...lines.flatMap((faults, line) => {
    const title = document.createElement('h2');
    title.textContent = 'Line ' + (line + 1);
    const on = states.map((name) => {
      const made = button(name, async () => { await set(line, { [name]: faults[name] !== true }); await show(); });
      made.className = faults[name] === true ? 'on' : '';
      return made;
    });
    const once = moments.map((name) => button(name, async () => {
      const { cartons } = await looked(line);
      await set(line, { [name]: cartons.length + 1 });
    }));
    const words = (text) => Object.assign(document.createElement('p'), { textContent: text });
    return [title, words('Until it is put right:'), ...on, words('Once, with the next carton:'), ...once];
  }));
};
show();
`;

/** A page for whoever rehearses at the simulated devices: a button for everything that can be made to go wrong. */
export const faultsPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Simulated devices</title>
<style>
body { font: 16px system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; }
button { font: inherit; margin: 0.2rem; padding: 0.3rem 0.6rem; }
button.on { background: #b00020; color: white; }
</style>
</head>
<body>
<h1>Simulated devices</h1>
<p>What is pressed here happens to the devices of a rehearsal. The line has to find out by itself.</p>
<p id="said" role="status"></p>
<div id="lines"></div>
<script>
const states = ${JSON.stringify(states)};
const moments = ${JSON.stringify(moments)};
${script}
</script>
</body>
</html>
`;
