/** Our plain words for how the site of a procedure is reached, by official label; each follows `It is done`. */
export const APPROACHES: Readonly<Record<string, string>> = {
  Open: 'through a cut in the skin or mucous membrane that opens the way to the site',
  Percutaneous: 'with instruments put in through a puncture or a small cut in the skin or mucous membrane',
  'Percutaneous Endoscopic':
    'with instruments put in through a puncture or a small cut in the skin or mucous membrane, and with a scope to see the site',
  'Via Natural or Artificial Opening': 'with instruments put in through a natural or artificial opening of the body',
  'Via Natural or Artificial Opening Endoscopic':
    'with instruments put in through a natural or artificial opening of the body, and with a scope to see the site',
  'Via Natural or Artificial Opening With Percutaneous Endoscopic Assistance':
    'with instruments put in through a natural or artificial opening of the body, helped by others put in through a puncture or a small cut',
  External: 'from the outside: on the skin or mucous membrane, or by force applied through the skin',
}

/** Things that hands or equipment do to the outside of the body are not entered at all. */
export const OUTSIDE = 'External'
