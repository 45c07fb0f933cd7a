namespace OzFunctions.Core.Webhooks;

/// <summary>A body that cannot be read as an Oz payload. The message is fit to be shown to the caller: it holds no values of the body.</summary>
/// <param name="error">What is wrong.</param>
/// <param name="field">The path of the field that is wrong, made of Oz's own names, for example <c>analyses[2].folder_id</c>; null when it is the body as such.</param>
/// <param name="message">One sentence: what is wrong with it.</param>
/// <param name="inner">The failure behind it, if any.</param>
public sealed class PayloadException(PayloadError error, string? field, string message, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>What is wrong.</summary>
    public PayloadError Error { get; } = error;

    /// <summary>The path of the field that is wrong; null when it is the body as such.</summary>
    public string? Field { get; } = field;
}
