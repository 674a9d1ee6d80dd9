import { walkSources } from './sources/walk.ts'
import { recognizeFile, SYSTEMS } from './systems/registry.ts'
import type { RecognizedFile } from './systems/system.ts'
const by = new Map<string, RecognizedFile[]>()
for (const p of ['/work/shared/data/icd10cm','/work/shared/data/conversion','/work/shared/data/icd10pcs','/work/shared/data/hcpcs'])
for await (const f of walkSources(p, i=>console.log(i))) {
  const r = await recognizeFile(f)
  console.log(f.path, r?.release.system, r?.release.label, r?.role)
  if (r?.release.system==='icd10cm') by.set(r.release.label, [...by.get(r.release.label)??[], r])
}
for (const [label, files] of by) {
  const t = performance.now(); const n = new Map<string,number>(); const issues: any[]=[]
  for await (const r of SYSTEMS[0]!.load({release: files[0]!.release, files})) {
    const k = r.type==='issue' ? 'issue '+r.severity+' '+r.code : r.type==='note' ? 'note '+r.kind : r.type==='concept' ? 'concept '+r.level : r.type==='indexEntry' ? 'index '+r.index : r.type
    n.set(k,(n.get(k)??0)+1); if (r.type==='issue') issues.push(r)
  }
  console.log(label, Math.round(performance.now()-t)+'ms', process.memoryUsage().rss>>20, Object.fromEntries(n)); 
  const c=new Map<string,number>()
  for (const i of issues) { c.set(i.code,(c.get(i.code)??0)+1); if (c.get(i.code)!<=4) console.log('   ', i.severity, i.code, i.file, i.line, i.text) }
}
