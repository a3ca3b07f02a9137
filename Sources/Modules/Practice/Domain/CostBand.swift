package import Kernel

/// Cost in bands that people ask for.
package enum CostBand: String, CaseIterable, Sendable {
  case free = "0"
  case small = "under-5000"
  case medium = "5000-49999"
  case large = "50000-249999"
  case largest = "250000-up"

  package init(pounds: Int) {
    self =
      switch pounds {
      case ...0: .free
      case ..<5000: .small
      case ..<50_000: .medium
      case ..<250_000: .large
      default: .largest
      }
  }

  package var code: String { rawValue }

  package static let list = CodeList(
    "cost-band",
    version: 1,
    [
      .init("0", "Nothing"),
      .init("under-5000", "Under £5,000"),
      .init("5000-49999", "£5,000 to £49,999"),
      .init("50000-249999", "£50,000 to £249,999"),
      .init("250000-up", "£250,000 or more"),
    ]
  )
}
