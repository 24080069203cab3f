import { base } from './page/script-base.ts';
import { people } from './page/script-people.ts';
import { warehouse } from './page/script-warehouse.ts';
import { warehouseForms } from './page/script-warehouse-forms.ts';
import { warehouseTasks } from './page/script-warehouse-tasks.ts';
import { style } from './page/style.ts';

/** The page's one script, of which the policy that it is served with knows the digest. */
export const warehouseScript = [base, people, warehouseTasks, warehouseForms, warehouse].join('\n');

/** Handhelds are narrow: nothing is wider than they are, and what is too long for a line goes on in the next. */
export const warehouseStyle = `${style}
  header, main { padding-inline: .7rem; }
  main, section, section > * { min-width: 0; }
  section { padding: .8rem; overflow-wrap: anywhere; }
  form label { display: grid; gap: .2rem; }
  input:not([type=checkbox]), select { width: 100%; max-width: 100%; box-sizing: border-box; }
  #settings label:not(.item) { flex: 1 1 12rem; min-width: 0; }
  dialog { min-width: 0; width: min(30rem, calc(100% - 1.5rem)); box-sizing: border-box; }
`;

/** The page of the warehouse: for one hand, a scanner that types, and gloves. */
export const warehousePage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Warehouse</title>
<style>${warehouseStyle}</style>
</head>
<body>
<header>
  <h1>Warehouse</h1>
  <span class="grow"></span>
  <span id="person"></span>
</header>
<main>
  <nav id="tasks" class="bar" aria-label="Tasks"></nav>
  <section>
    <h2 id="title"></h2>
    <div id="settings" class="bar"></div>
    <p id="next" class="wait" role="status"></p>
    <form id="scanned">
      <label>Scan <input id="scan" autocomplete="off" autocapitalize="off" spellcheck="false"></label>
    </form>
    <p id="said" class="bad" role="alert"></p>
    <div id="list"></div>
    <div id="acts" class="bar"></div>
    <div id="result"></div>
  </section>
</main>
<script>${warehouseScript}</script>
</body>
</html>
`;
