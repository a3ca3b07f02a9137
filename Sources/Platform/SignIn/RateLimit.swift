import Foundation

/// How many requests an address may send: a bucket that refills as time goes on.
package actor RateLimit {
  private struct Bucket {
    var tokens: Double
    var filled: Date
  }

  private let capacity: Double
  private let perSecond: Double
  private var buckets: [String: Bucket] = [:]

  package init(capacity: Int, perMinute: Int) {
    self.capacity = Double(capacity)
    perSecond = Double(perMinute) / 60
  }

  /// - Throws: ``TooMany`` where the bucket is empty.
  func take(_ name: String, at now: Date) throws(TooMany) {
    if buckets.count > 10_000 { forgetFull(at: now) }
    var bucket = buckets[name] ?? Bucket(tokens: capacity, filled: now)
    bucket.tokens = min(capacity, bucket.tokens + max(0, now.timeIntervalSince(bucket.filled)) * perSecond)
    bucket.filled = now
    guard bucket.tokens >= 1 else {
      buckets[name] = bucket
      throw TooMany(retryAfterSeconds: Int(((1 - bucket.tokens) / perSecond).rounded(.up)))
    }
    bucket.tokens -= 1
    buckets[name] = bucket
  }

  private func forgetFull(at now: Date) {
    buckets = buckets.filter { now.timeIntervalSince($0.value.filled) * perSecond < capacity }
  }
}
