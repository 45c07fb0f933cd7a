namespace OzFunctions.Core.Webhooks;

/// <summary>
/// A webhook that was refused, or of which only the folder could be read where that is enough: enough to find out why, and nothing of what it said.
/// </summary>
/// <param name="At">When, UTC.</param>
/// <param name="Status">The HTTP status that it was answered with; 200 or 202 where it was a hint to ask Oz all the same.</param>
/// <param name="Reason">What was wrong, in the words of the refusal.</param>
/// <param name="Field">The path of the field that was wrong; null when it was the body as such.</param>
/// <param name="FieldNames">The names of the body's outermost fields, as far as they look like names; never values.</param>
/// <param name="BodyBytes">The size of the body in bytes, as far as it was read or declared.</param>
public sealed record RejectedWebhook(
    DateTimeOffset At,
    int Status,
    string Reason,
    string? Field,
    IReadOnlyList<string> FieldNames,
    long BodyBytes);
