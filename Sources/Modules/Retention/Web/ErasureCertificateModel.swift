import Domain
import Foundation
import Kernel
import Platform

/// A certificate as a page: what went, where, when, by whom, what was looked for, and what is out of reach.
struct ErasureCertificateModel {
  let model: Model

  /// - Parameters:
  ///   - names: Of the accounts that it names, where they still have one.
  ///   - fault: Why it is not what was signed; nil where it is.
  init(_ certificate: ErasureCertificate, _ names: [String: String], fault: String?, at address: String) {
    let outOfReach = certificate.outOfReach
    model = [
      "backAddress": address, "signedAddress": "\(address)/certificate.txt",
      "jsonAddress": "\(address)/certificate.json", "fault": fault ?? false, "isSigned": fault == nil,
      "rows": Self.rows(certificate, names), "vaults": certificate.vaults.map(Self.vault),
      "searched": Self.searched(certificate),
      "hasFound": !certificate.isClean,
      "found": certificate.search.found.map { place -> Model in
        [
          "file": place.file,
          "places": place.places == 1 ? "1 place" : "\(place.places.grouped) places",
        ]
      },
      "hasDisclosures": !outOfReach.disclosures.isEmpty,
      "disclosures": outOfReach.disclosures.map { disclosure -> Model in
        [
          "when": RetentionWording.moment(disclosure.at),
          "what": disclosure.reason ?? "\(disclosure.record.kind) \(disclosure.record.id)",
          "recipient": disclosure.recipient.map { names[$0] ?? $0 } ?? "Not known",
          "where": RetentionWording.vault(disclosure.vault),
        ]
      },
      "backupsUntil": outOfReach.backupsUntil.words,
    ]
  }

  private static func rows(_ certificate: ErasureCertificate, _ names: [String: String]) -> [Model] {
    func who(_ act: ErasureCertificate.Act?) -> String? {
      act.map { "\(names[$0.by] ?? "Account \($0.by)"), \(RetentionWording.moment($0.at))" }
    }
    let acts = [
      ("Asked for by", certificate.asked), ("Approved by", certificate.approved),
      ("Begun by", certificate.begun), ("Certified by", certificate.certified),
    ]
    return [
      Model.row("Erasure", certificate.erasure),
      Model.row("Identifier of the person", certificate.subject),
      Model.row("Legal ground", certificate.ground),
    ]
      + acts.compactMap { label, act in who(act).map { Model.row(label, $0) } }
      + [Model.row("Program", "Touchstone \(certificate.program)")]
  }

  private static func vault(_ part: ErasureCertificate.OfVault) -> Model {
    [
      "vault": RetentionWording.vault(part.vault),
      "rows": [
        Model.row("Key", part.key ?? "Destroyed before this erasure"),
        Model.row("Sealed values that nobody can open any more", part.values.grouped),
        Model.row("Said in the log of this vault", "Entry \(part.position)"),
      ],
      "hasRecords": !part.records.isEmpty,
      "records": part.records.map { ["record": "\($0.kind) \($0.id)"] as Model },
    ]
  }

  private static func searched(_ certificate: ErasureCertificate) -> String {
    let probes = certificate.vaults.reduce(0) { $0 + $1.probes.count }
    let search = certificate.search
    let files = search.files == 1 ? "1 file" : "\(search.files.grouped) files"
    let runs = probes == 1 ? "1 run of bytes was" : "\(probes.grouped) runs of bytes were"
    return
      "Afterwards \(runs) looked for in every byte of the data directory: \(files), \(Int(search.bytes).grouped) bytes."
  }
}
