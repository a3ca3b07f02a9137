import Foundation
import Kernel

/// A time in words, in Coordinated Universal Time as every day here is.
enum Moment {
  /// Such as “26 November 2009, 09:05”.
  static func words(_ date: Date) -> String {
    let minutes = Int(date.timeIntervalSince1970.rounded(.down)) / 60
    let (hour, minute) = ((minutes / 60) % 24, minutes % 60)
    return "\(PartialDate(on: date).words), \(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }

  /// Such as “5 minutes ago”; farther back than an hour, the time itself.
  static func ago(_ date: Date, at now: Date) -> String {
    let minutes = Int(now.timeIntervalSince(date) / 60)
    return switch minutes {
    case ..<2: "A moment ago"
    case ..<60: "\(minutes) minutes ago"
    default: words(date)
    }
  }
}
