import type { AlarmTexts } from './alarm-text.ts';

/** Alarms of a line. */
export const deAlarms: AlarmTexts = {
  'buffer-slip': {
    title: 'Druckpuffer verschoben',
    cause: 'Der Drucker hat ein Etikett verloren oder verdoppelt; jeder Code danach sitzt eine Faltschachtel daneben.',
    remedy:
      'Codes sitzen auf falschen Schachteln. Zone und Ausschleusbehälter leeren, Drucker prüfen, dann fortsetzen.',
  },
  'consecutive-rejects': {
    title: 'Zu viele Ausschleusungen in Folge',
    cause: 'Druckqualität, Farbband, Kameraschärfe oder -lage ist dauerhaft gestört.',
    remedy: 'Druck, Farbband und Kameraschärfe prüfen, dann fortsetzen.',
  },
  'bad-pack-passed': {
    title: 'Schlechte Packung durchgelassen',
    cause:
      'Eine Packung ohne gutes Urteil ging zu den guten: die Weiche schaltete nicht, zu spät, oder sie rutschte durch.',
    remedy: 'Die genannte Packung von Hand aus den guten nehmen, Weiche prüfen, dann fortsetzen.',
  },
  'unexpected-pack': {
    title: 'Unerwartete Packung',
    cause: 'Der Einlauf ließ eine nicht freigegebene Schachtel ein: Doppelzuführung, oder jemand legte eine ein.',
    remedy: 'Zone leeren, Einlauf auf Doppelzuführung prüfen, dann fortsetzen.',
  },
  silence: {
    title: 'Nichts kommt an',
    cause: 'Stau, von Hand entnommene Schachtel, oder Kamera und Weiche sehen nichts mehr.',
    remedy: 'Packungen sind unterwegs und nichts kommt an. Stau oder entnommene Schachtel suchen, dann fortsetzen.',
  },
  'pack-missing': {
    title: 'Packung fehlt',
    cause: 'Eine Packung wurde entnommen, fiel, oder berührte die vorige.',
    remedy: 'Eine Packung verließ die Zone vor der Weiche. Suchen, herausnehmen, dann fortsetzen.',
  },
  'duplicate-code': {
    title: 'Code doppelt',
    cause: 'Der Drucker hat ein Etikett zweimal gedruckt.',
    remedy:
      'Zwei Schachteln tragen denselben Code. Die genannte aus dem Behälter nehmen, nach weiteren Zwillingen suchen, dann fortsetzen.',
  },
  'tracking-lost': {
    title: 'Verfolgung verloren',
    cause: 'Schachteln berühren sich, rutschten, fielen, oder eine kam zu viel.',
    remedy: 'Band entlang nachsehen, herausnehmen, was nicht richtig liegt, dann fortsetzen.',
  },
  'bin-disagrees': {
    title: 'Ausschleusbehälter stimmt nicht',
    cause:
      'Eine Packung sprang heraus, wurde entnommen oder hineingelegt, oder die Weiche schaltete und die Packung blieb.',
    remedy:
      'Packungen hinter der Weiche seit der letzten guten scannen, alle nicht als gut bekannten herausnehmen, dann fortsetzen. Das Fortsetzen nimmt an, was der Behälter zählte.',
  },
  'read-twice': {
    title: 'Zweimal gelesen',
    cause: 'Der Auslöser kam zweimal für eine Schachtel, oder zwei Codes sind in einem Bild.',
    remedy: 'Zone leeren, Auslöser prüfen, dann fortsetzen.',
  },
  'device-lost': {
    title: 'Gerät verloren',
    cause: 'Das Gerät hat keinen Strom oder kein Netz, oder es wurde neu gestartet.',
    remedy: 'Strom und Netz des genannten Geräts prüfen, dann fortsetzen.',
  },
  'bin-full': {
    title: 'Ausschleusbehälter voll',
    cause: 'Der Behälter fasst nicht mehr.',
    remedy: 'Behälter leeren, dann fortsetzen.',
  },
  'disk-full': {
    title: 'Speicher voll',
    cause: 'Was auf die Cloud wartet, oder anderes auf diesem Rechner, hat den Platz verbraucht.',
    remedy: 'Verbindung zur Cloud herstellen oder Platz schaffen, dann fortsetzen.',
  },
  'air-low': {
    title: 'Luftdruck zu niedrig',
    cause: 'Der Luftdruck reicht der Weiche nicht zum Ausschleusen.',
    remedy: 'Luftdruck der Weiche herstellen, dann fortsetzen.',
  },
  'e-stop': {
    title: 'Not-Halt',
    cause: 'Jemand drückte einen Not-Halt.',
    remedy:
      'Das Band lief aus, Packungen können ungesehen liegen. Sichern, Packungen um die Weiche prüfen, Not-Halt lösen und erklären; dann Freigeben, Zurücksetzen, Start.',
  },
  'guard-open': {
    title: 'Schutztür offen',
    cause: 'Eine Schutztür der Maschine ist offen.',
    remedy: 'Schutztüren schließen, dann fortsetzen.',
  },
  'paper-out': {
    title: 'Keine Etiketten',
    cause: 'Der Drucker hat keine Etiketten mehr.',
    remedy: 'Etiketten einlegen, dann fortsetzen.',
  },
  'ribbon-out': {
    title: 'Kein Farbband',
    cause: 'Der Drucker hat kein Farbband mehr.',
    remedy: 'Farbband einlegen, dann fortsetzen.',
  },
  'head-open': {
    title: 'Druckkopf offen',
    cause: 'Der Druckkopf ist offen.',
    remedy: 'Druckkopf schließen, dann fortsetzen.',
  },
  'printer-paused': {
    title: 'Drucker pausiert',
    cause: 'Jemand drückte Pause am Drucker.',
    remedy: 'Am Drucker Pause drücken, damit er weiterarbeitet, dann fortsetzen.',
  },
  'counts-disagree': {
    title: 'Zählungen stimmen nicht',
    cause: 'Durch die Weiche gingen Packungen, von denen der Agent nichts weiß, oder ihre Zähler wurden zurückgesetzt.',
    remedy: 'Die Differenz vor dem Fortsetzen finden: das Fortsetzen nimmt sie an.',
  },
  'serials-low': {
    title: 'Nummern werden knapp',
    cause: 'Mehr Etiketten oder Gebinde als geplant wurden zweimal gemacht.',
    remedy: 'Der Standort fordert selbst nach: sehen Sie, dass die Cloud verbunden ist.',
  },
  'serials-out': {
    title: 'Nummern fehlen',
    cause: 'Der Pool ist leer, oder die Cloud war nicht rechtzeitig erreichbar.',
    remedy: 'Cloud und Pool prüfen, warten, bis Nummern da sind, dann fortsetzen.',
  },
  'not-cleared': {
    title: 'Linie nicht geräumt',
    cause: 'Packungen, Etiketten oder ein offenes Gebinde von vorher sind übrig.',
    remedy: 'Wegnehmen oder schließen, dann fortsetzen.',
  },
  'layer-refused': {
    title: 'Lage abgelehnt',
    cause: 'Das Bild zeigt eine falsche Zahl Packungen oder solche, die nicht hineingehören.',
    remedy:
      'Der Packer hält die Lage. Die genannten Packungen gegen gute der Charge tauschen und am Packer neu aufnehmen lassen.',
  },
  'scan-refused': {
    title: 'Scan abgelehnt',
    cause: 'Das Gescannte ist unbekannt, von anderer Charge oder Ebene, oder schon in einem Gebinde.',
    remedy: 'Nicht hineinlegen, Herkunft klären und das Richtige scannen.',
  },
  'label-mismatch': {
    title: 'Falsches Etikett',
    cause: 'Der Etikettierer hat ein falsches Etikett aufgebracht, oder Etiketten wurden vertauscht.',
    remedy:
      'Gebinde von der Linie nehmen, Etikett nachdrucken, aufkleben und von Hand scannen; die nächsten auch ansehen, dann fortsetzen.',
  },
  'label-unread': {
    title: 'Etikett nicht gelesen',
    cause: 'Das Etikett fehlt, ist beschädigt, oder der Scanner sieht es nicht.',
    remedy:
      'Etikett ansehen, bei Bedarf nachdrucken, von Hand scannen und sehen, dass es auf keinem der nächsten klebt, dann fortsetzen.',
  },
  'scanner-silent': {
    title: 'Scanner liest nichts',
    cause: 'Auslöser fehlt, er sieht an den Etiketten vorbei, oder das Gebinde kam nie.',
    remedy: 'Überfälliges Gebinde suchen, Etikett von Hand scannen, Auslöser und Scanner prüfen, dann fortsetzen.',
  },
  'no-station': {
    title: 'Gerät fehlt für die Rezeptur',
    cause: 'Die Rezeptur ist für eine andere Linie, oder der Konfiguration fehlt ein Gerät.',
    remedy:
      'Die Schichtleitung nimmt die Charge mit Unterschrift zurück, oder das Gerät wird ergänzt. Dann fortsetzen.',
  },
  fault: {
    title: 'Störung im Agenten',
    cause: 'Speicher voll oder defekt, oder der Agent hat einen Fehler.',
    remedy: 'Packungen können nicht aufgezeichnet werden. Speicherplatz und Protokoll prüfen, dann fortsetzen.',
  },
  'reject-trend': {
    title: 'Ausschleusungen nehmen zu',
    cause: 'Druck, Farbband, Material oder Kamera wird schlechter, oder Schachteln kommen schief.',
    remedy: 'Letzte Ausschleusungen dieses Grundes ansehen und die Ursache beheben, bevor die Linie stehen muss.',
  },
  'grade-drift': {
    title: 'Druckgüte sinkt',
    cause: 'Kontrast oder Schärfe sinkt: abgenutzter Kopf, faltendes Band, verschmutzte Linse.',
    remedy: 'Kopf und Linse reinigen, Band und Schwärzung prüfen, bevor Codes unter die Schwelle fallen.',
  },
  'gate-disagrees': {
    title: 'Weiche folgte nicht',
    cause:
      'Das Urteil kam zu spät, weil Rechner oder Netz belastet waren; oder die Weiche schaltete zu früh, zu spät oder mit zu wenig Luft.',
    remedy:
      'Bei mehreren guten Ausschleusungen in Folge die Last von Rechner und Netz prüfen, sonst Zeitpunkt und Luft der Weiche.',
  },
  'not-confirmed': {
    title: 'Verbleib nicht bestätigt',
    cause: 'Die Packungen waren beim Halt in der Zone, und die Weiche weiß nichts mehr von ihnen.',
    remedy: 'Sie gelten als ausgeschleust. Nehmen Sie sie heraus, falls sie unter den guten sind.',
  },
};
