namespace OzFunctions.Core.Webhooks;

/// <summary>A webhook that was refused: enough to find out why, and nothing of what it said.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Status">The HTTP status that it was answered with.</param>
/// <param name="Reason">Why, in the words of the answer.</param>
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
