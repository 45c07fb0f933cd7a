namespace OzFunctions.Core.Oz;

/// <summary>What a person must know of Oz, or of our account at Oz.</summary>
/// <param name="LoginStop">That no login is tried; null when logins are.</param>
/// <param name="ClockSkew">The difference of the clocks, of more than <see cref="OzClock.Tolerance"/>, that was seen last; null before the first.</param>
public sealed record OzConditions(OzLoginStop? LoginStop = null, OzClockSkew? ClockSkew = null);
