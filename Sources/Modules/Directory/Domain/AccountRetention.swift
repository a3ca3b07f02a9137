package import Kernel

/// How long a closed account keeps the name and the address of whoever it was.
package enum AccountRetention {
  package static let rule = RetentionRule(
    "account",
    "Closed accounts",
    months: 72,
    childMonths: 12,
    then: .review,
    begins: "they were closed",
    source: "Management of police information: at least six years, then review; Data Protection Act 2018, s39"
  )
}
