import Domain
import Kernel
import Platform

/// The plan of support, as section 36(5) asks for it.
extension CaseAct {
  /// As many kinds of support as one plan can have.
  private static let most = 12

  /// Room for what is planned and two more, or for what a program sends.
  private static func places(_ scene: CaseScene) -> ClosedRange<Int> {
    let planned = scene.state.plan?.supports.count ?? 0
    return 1...(scene.isDescribed ? most : min(most, max(4, planned + 2, scene.supportsSent)))
  }

  static let plan = CaseAct(
    name: "plan",
    heading: "Write the plan",
    button: "Keep the plan",
    lead:
      "Section 36(5): how, when and by whom consent is sought; what the support is, who gives it, how and when. A new plan takes the place of the one before, which stays in the timeline.",
    act: .work,
    isPossible: { $0.life.isOpen && $0.isOffered },
    isNext: { $0.plan == nil },
    fields: { scene in
      [
        .words("needs", "What the person needs", required: "Say what the person needs"),
        .words(
          "consent",
          "How, when and by whom consent is sought",
          required: "Say how, when and by whom consent is sought",
          rows: 2
        ),
      ] + places(scene).flatMap(supportFields)
    },
    initial: { scene in
      var sent = Sent()
      guard let plan = scene.state.plan else { return sent }
      sent[text: "needs"] = plan.words.value?.needs ?? ""
      sent[text: "consent"] = plan.words.value?.consent ?? ""
      for (place, support) in zip(places(scene), plan.supports) {
        sent[text: "nature-\(place)"] = support.nature.code
        sent[text: "provider-\(place)"] = support.provider
        sent[day: "from-\(place)"] = support.from
        sent[text: "way-\(place)"] = plan.words.value?.ways[support.id] ?? ""
      }
      return sent
    },
    isRevision: true,
    needs: [.providers],
    command: { sent, scene in try planned(sent, scene) }
  )

  private static func supportFields(_ place: Int) -> [Field<Sent>] {
    let ordinals = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth"]
    let which = place <= ordinals.count ? ordinals[place - 1] : "\(place)th"
    return [
      .one(
        "nature-\(place)",
        "\(which) support",
        hint: place == 1 ? "At least one" : "Leave it open where there is none",
        natures
      ),
      .line(
        "provider-\(place)",
        "\(which) support: who gives it",
        hint: place == 1
          ? "A service by its name, or an approved provider by their reference, such as P-12345-67890: mentoring needs one"
          : nil
      ),
      .day("from-\(place)", "\(which) support: from"),
      .words("way-\(place)", "\(which) support: how and when", rows: 2),
    ]
  }

  /// Without hints, so that it is short enough for a form with several.
  private static let natures = CodeList(
    Case.natureList.name,
    version: Case.natureList.version,
    Case.natureList.codes.map { .init($0.code, $0.label) }
  )

  private static func planned(_ sent: Sent, _ scene: CaseScene) throws -> Case.Command {
    var errors: [FieldError] = []
    var supports: [Case.PlannedSupport] = []
    var ways: [String: String] = [:]
    for place in places(scene) {
      let nature = sent[text: "nature-\(place)"]
      let provider = sent[text: "provider-\(place)"]
      let way = sent[text: "way-\(place)"]
      if nature.isEmpty, provider.isEmpty, way.isEmpty, sent[day: "from-\(place)"] == nil { continue }
      if nature.isEmpty { errors.append(FieldError("nature-\(place)", "Choose what the support is")) }
      if provider.isEmpty { errors.append(FieldError("provider-\(place)", "Say who gives it")) }
      if way.isEmpty { errors.append(FieldError("way-\(place)", "Say how and when it is given")) }
      guard let from = sent[day: "from-\(place)"] else {
        errors.append(FieldError("from-\(place)", "Enter from when"))
        continue
      }
      // What was planned before keeps its identifier: sessions are recorded under it.
      let id =
        scene.state.plan?.supports.first { planned in
          planned.nature.code == nature && planned.provider == provider && ways[planned.id] == nil
        }?.id
        ?? "\(scene.id)-\(place)"
      let support = Case.PlannedSupport(
        id: id,
        nature: Coded(nature, version: Case.natureList.version),
        provider: provider,
        from: from
      )
      if !provider.isEmpty, let why = scene.whyNot(support) {
        errors.append(FieldError("provider-\(place)", why))
      }
      supports.append(support)
      ways[id] = way
    }
    if supports.isEmpty, errors.isEmpty {
      errors.append(FieldError("nature-1", "Choose at least one kind of support"))
    }
    guard errors.isEmpty else { throw Invalid(errors) }
    let planning = Case.Planning(
      needs: sent[text: "needs"],
      consent: sent[text: "consent"],
      supports: supports,
      ways: ways
    )
    return .plan(id: scene.id, planning, scene.assignables, scene.rules)
  }
}
