import Domain
import Foundation
import Kernel
import Platform
import Views

/// What the page of an erasure shows: what would go, or the certificate of what went.
struct ErasureShowModel {
  let model: Model

  init(
    _ row: ErasureList.Row,
    _ history: [HistoryLine],
    _ foreseen: (plan: ErasurePlan, outOfReach: OutOfReach)?,
    _ viewer: Viewer
  ) {
    let address = "/erasures/\(row.id)"
    let steps = Self.steps(row, viewer)
    var model: Model = [
      "id": row.id, "subject": row.subject, "tag": RetentionWording.tag(row.life),
      "rows": [
        Model.row("Identifier", row.subject), Model.row("Legal ground", row.ground),
        Model.row("Where", row.vault.map(RetentionWording.vault) ?? "Everywhere"),
        Model.row("Asked for", RetentionWording.moment(row.askedAt)),
        row.certifiedAt.map { Model.row("Done", RetentionWording.moment($0)) },
      ].compactMap { $0 },
      "isCertified": row.certificate != nil, "certificateAddress": "\(address)/certificate",
      "history": history.reversed().map { $0.model(when: RetentionWording.moment($0.at), at: address) },
      "hasSteps": !steps.isEmpty, "steps": steps, "isForeseen": foreseen != nil,
    ]
    if let foreseen { model.merge(Self.foreseen(foreseen.plan, foreseen.outOfReach)) { $1 } }
    self.model = model
  }

  private static func foreseen(_ plan: ErasurePlan, _ outOfReach: OutOfReach) -> Model {
    [
      "vaults": plan.vaults.map { part -> Model in
        [
          "vault": RetentionWording.vault(part.vault),
          "values": part.values == 1 ? "1 sealed value" : "\(part.values.grouped) sealed values",
          "records": part.records.map { ["record": "\($0.kind) \($0.id)"] as Model },
        ]
      },
      "hasDisclosures": !outOfReach.disclosures.isEmpty,
      "disclosures": outOfReach.disclosures.map { disclosure -> Model in
        [
          "when": RetentionWording.moment(disclosure.at), "recipient": disclosure.recipient ?? "Not known",
          "what": disclosure.reason ?? "\(disclosure.record.kind) \(disclosure.record.id)",
        ]
      },
      "backupsUntil": outOfReach.backupsUntil.words,
    ]
  }

  private static func steps(_ row: ErasureList.Row, _ viewer: Viewer) -> [Model] {
    guard row.life == .asked else { return [] }
    return ErasureStep.allCases.compactMap { step in
      guard RetentionPolicy.policy.allows(step.act, viewer, .init(row)) else { return nil }
      // Whoever asked withdraws; others refuse.
      if step == .refuse, viewer.account == row.askedBy { return nil }
      return [
        "label": step.label, "address": "/erasures/\(row.id)/\(step.path)", "isPost": false,
        "style": step == .approve ? "govuk-button--warning" : "govuk-button--secondary",
      ]
    }
  }
}
