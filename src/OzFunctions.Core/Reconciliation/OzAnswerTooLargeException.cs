namespace OzFunctions.Core.Reconciliation;

/// <summary>An answer of Oz is larger than we take.</summary>
/// <param name="maxBytes">How many bytes we take.</param>
public sealed class OzAnswerTooLargeException(int maxBytes) : Exception($"Oz's answer is longer than {maxBytes / 1024 / 1024} MiB.");
