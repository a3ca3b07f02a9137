import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Platform

/// All that is watched over, as one file to take along.
extension OversightPages {
  /// The days of which something is taken along; both included, nil for no bound.
  struct Period: Equatable, Sendable {
    var from: PartialDate?
    var until: PartialDate?

    func includes(_ day: PartialDate) -> Bool {
      (from.map { $0 <= day } ?? true) && (until.map { day <= $0 } ?? true)
    }

    /// As people read it.
    var words: String {
      switch (from, until) {
      case (nil, nil): "from the beginning until now"
      case (let from?, nil): "from \(from.words)"
      case (nil, let until?): "until \(until.words)"
      case (let from?, let until?): "from \(from.words) until \(until.words)"
      }
    }
  }

  static let exporting = Form<Period>(
    "oversight-export",
    [
      .date(\.from, "from", "From", hint: "From the beginning where it is left empty", precision: .day),
      .date(\.until, "until", "Until", hint: "Until now where it is left empty", precision: .day),
    ]
  )

  /// Lets only somebody go on who may take it along, and who showed lately that it is them.
  private func requireToExport(_ context: SiteContext, sending values: FormValues? = nil) throws {
    try OversightPolicy.policy.require(.export, context.viewer, .none)
    try site.requireSecondFactor(for: .safeguarding, context)
    try site.requireRecentProof(context, sending: values)
  }

  @Sendable func exportPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    try requireToExport(context)
    return try exportPage(FormValues(), [], context)
  }

  private func exportPage(
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    var model = Self.exporting.model(values, errors: errors)
    model.merge([
      "heading": "Take it all with you",
      "lead":
        "One file with every table of oversight that you may see: each as CSV, for people, and as JSON, for programs. That you took it stands in the logs.",
      "notes": [
        [
          "sentence":
            "The file names people, and holds reasons in words. Keep it where nobody else can read it, and delete it when you no longer need it."
        ] as Model
      ],
      "action": "/oversight/export", "button": "Make the file", "backAddress": "/oversight",
      "backLabel": "Oversight", "hidden": [Model](),
    ]) { $1 }
    return try site.formPage(model, errors, context)
  }

  @Sendable func export(_ request: Request, _ context: SiteContext) async throws -> Response {
    let values = try await site.values(of: request, context)
    try requireToExport(context, sending: values)
    do {
      let period = try Self.exporting.parse(values, into: Period())
      if let from = period.from, let until = period.until, until < from {
        throw Invalid([FieldError("until", "The last day must not be before the first")])
      }
      let export = OversightExport(pages: self, viewer: context.viewer, period: period)
      return try await site.file(try await export.archive())
    } catch let invalid as Invalid {
      return try exportPage(values, invalid.errors, context)
    }
  }
}
