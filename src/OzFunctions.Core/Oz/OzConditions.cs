namespace OzFunctions.Core.Oz;

/// <summary>Conditions of Oz, or of our account at Oz, that operators must know about.</summary>
/// <param name="LoginStop">The suspension of logins; null while logins are allowed.</param>
/// <param name="ClockSkew">The last clock difference greater than <see cref="OzClock.Tolerance"/>; null before the first.</param>
/// <param name="LoginClaim">The login in progress, or the pause after one that failed; null when there is neither.</param>
public sealed record OzConditions(OzLoginStop? LoginStop = null, OzClockSkew? ClockSkew = null, OzLoginClaim? LoginClaim = null);
