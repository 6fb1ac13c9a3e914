/** What the texts of the measures are made of, in both languages. */
export const sentences = {
  'zh-TW': [
    '這是一項提案，不是既有機構，章程與創始成員名單都還沒有公布。',
    '各國對治理平台的看法不同，有的主張補充現有機制，有的主張另立組織。',
    '產業界關心的是測試標準能否互通，以及資料跨境流動的條件。',
    '評估時應分開可能性與影響，並註明所依據的來源與日期。',
    '臺灣看不到取得席位的途徑，因應應著重技術標準與供應鏈合規。',
  ],
  en: [
    'This is a proposal and not an institution; neither a charter nor a list of founding members has been found. ',
    'Governments differ on the platform: some want it to complement what exists, others want a body of its own. ',
    'Industry cares about whether test standards work together, and on what terms data may cross a border. ',
    'Likelihood and impact should be judged apart, each with its source and its date. ',
    'Taiwan has no visible way to a seat, so its response should rest on standards and supply-chain compliance. ',
  ],
}
