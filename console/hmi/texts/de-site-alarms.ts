import type { AlarmTexts } from './alarm-text.ts';

/** Alarms of the site, that belong to no line. */
export const deSiteAlarms: AlarmTexts = {
  'numbers-low': {
    title: 'Nummernvorrat niedrig',
    cause: 'Die Cloud ist nicht erreichbar oder ihr Pool leer, und Aufträge brauchen mehr, als hier ist.',
    remedy: 'Verbindung und Pool prüfen. Eine Linie hält, wenn der Vorrat verbraucht ist; Nummern kommen von selbst.',
  },
  'orders-refused': {
    title: 'Auftrag nicht ausführbar',
    cause: 'Ein Auftrag gilt für Standort, Linie oder Produkt, das hier so nicht verpackt werden kann.',
    remedy: 'Auftrag dort ändern oder stornieren lassen, wo er entstand; er wird jede Minute neu betrachtet.',
  },
  'returns-refused': {
    title: 'Rückgabe von Nummern abgelehnt',
    cause: 'Die Cloud nahm übrige Nummern nicht zurück.',
    remedy:
      'Niemand verwendet sie wieder; am Verpackten ist nichts falsch. Den Block in der Cloud ansehen und dort schließen.',
  },
  'clock-skew': {
    title: 'Uhr geht falsch',
    cause: 'Die Uhr dieses Rechners wurde gestellt oder geht falsch: der Zeitserver fehlt.',
    remedy: 'Zeitdienst prüfen (chronyc tracking, timedatectl). Meldungen tragen bis dahin die Zeit dieses Rechners.',
  },
  'disk-filling': {
    title: 'Speicher füllt sich',
    cause: 'Wartende Meldungen, nicht archivierte Chargen oder anderes füllen den Speicher.',
    remedy: 'Verbindung zur Cloud herstellen, früher archivieren (archive.days) oder Platz schaffen.',
  },
  'certificate-ends': {
    title: 'Zertifikat läuft ab',
    cause: 'Ein Zertifikat endet in dreißig Tagen oder ist abgelaufen.',
    remedy:
      'Ein neues an die Stelle des alten legen; für Broker und OPC UA den Agenten zwischen zwei Chargen neu starten.',
  },
  'disk-forecast': {
    title: 'Speicher reicht nicht lange',
    cause: 'Die Aufzeichnungen wachsen schneller, als Chargen archiviert werden.',
    remedy: 'Früher archivieren, mehr Platz geben (disk.mostBytes), oder klären, warum Chargen nicht gemeldet werden.',
  },
  'archive-failed': {
    title: 'Archivieren misslungen',
    cause: 'Eine Charge kann nicht in ihre Datei geschrieben werden, oder die Datei ist nicht, was geschrieben wurde.',
    remedy: 'Archivordner prüfen: vorhanden, beschreibbar, mit Platz. Die Charge bleibt bis dahin in der Datenbank.',
  },
  'disk-full': {
    title: 'Speicher voll',
    cause: 'Der Speicher fasst nicht mehr. Linien halten, bevor etwas verloren geht.',
    remedy: 'Verbindung herstellen, früher archivieren oder Platz schaffen; dann die Linien fortsetzen.',
  },
  'outbox-waits': {
    title: 'Meldungen warten',
    cause: 'Die Cloud ist nicht erreichbar oder antwortet nicht auf das Gesendete.',
    remedy:
      'Verbindung herstellen. Die Linien laufen weiter, solange Platz und Nummern da sind; gesendet wird von selbst.',
  },
  'suspect-goods': {
    title: 'Verdacht auf Fälschung',
    cause: 'Der Code einer Packung im Lager sagt eine andere Charge oder einen anderen Verfall, als bekannt ist.',
    remedy:
      'Qualitätssicherung: die beiseitegelegte Packung ansehen, Zulassungsinhaber und Behörde informieren und unterschreiben, was sie ist.',
  },
  'container-numbers-refused': {
    title: 'Keine Gebindenummern',
    cause: 'Der Pool der Lagerkonfiguration gibt keine Nummern für Gebinde.',
    remedy: 'Einen SSCC-Pool des eigenen Mandanten nennen (warehouse, ssccPool) oder beheben, was die Cloud einwendet.',
  },
  'messages-refused': {
    title: 'Meldung abgelehnt',
    cause: 'Das Repository hält eine Meldung für falsch und nimmt sie so nie.',
    remedy:
      'Unter Zurückgehalten lesen, was dagegen spricht; berichtigen und noch einmal senden, oder erklären. Der Bericht der Charge wartet.',
  },
};
