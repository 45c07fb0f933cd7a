namespace OzFunctions.Core.Reconciliation;

/// <summary>Oz's answer is larger than the limit.</summary>
/// <param name="maxBytes">The limit, in bytes.</param>
public sealed class OzAnswerTooLargeException(int maxBytes) : Exception($"Oz's answer is larger than {maxBytes / 1024 / 1024} MiB.");
