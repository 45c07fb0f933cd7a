namespace OzFunctions.Core.Webhooks;

/// <summary>A webhook that was rejected, or accepted only as a hint: enough data to find out why, and none of its values.</summary>
/// <param name="At">When it was received, UTC.</param>
/// <param name="Status">The HTTP status of the response; 200 or 202 when it was accepted as a hint.</param>
/// <param name="Reason">The reason, as in the response.</param>
/// <param name="Field">The path of the invalid field; null when the whole body was invalid.</param>
/// <param name="FieldNames">The names of the body's outermost fields, if they look like names; never values.</param>
/// <param name="BodyBytes">The size of the body in bytes, as read or declared.</param>
public sealed record RejectedWebhook(
    DateTimeOffset At,
    int Status,
    string Reason,
    string? Field,
    IReadOnlyList<string> FieldNames,
    long BodyBytes);
