namespace OzFunctions.Core.Webhooks;

/// <summary>A body cannot be read as an Oz payload. The message may be shown to the caller: it contains no values from the body.</summary>
/// <param name="error">The kind of error.</param>
/// <param name="field">
/// The path of the invalid field, made of Oz's own names, for example <c>analyses[2].folder_id</c>; null when the whole body is invalid.
/// </param>
/// <param name="message">The error, as one sentence.</param>
/// <param name="inner">The underlying exception, if any.</param>
public sealed class PayloadException(PayloadError error, string? field, string message, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>The kind of error.</summary>
    public PayloadError Error { get; } = error;

    /// <summary>The path of the invalid field; null when the whole body is invalid.</summary>
    public string? Field { get; } = field;
}
