package import Kernel

/// What is set by decision about reviews and erasures.
package enum ErasureSettings {
  package static let noticeDays = PolicySetting.number(
    "retention.notice-days",
    30,
    1...365,
    .days,
    "How long before its day a review is announced",
    source: "A decision of the design"
  )
  package static let backupDays = PolicySetting.number(
    "erasure.backup-days",
    35,
    1...400,
    .days,
    "How long a backup that holds an erased person's key may be kept",
    source: "A decision of the design: that long an erasure takes to reach the backups",
    isConfirmed: false,
    needsTwo: true
  )
  package static let all = [noticeDays.declaration, backupDays.declaration]
}
