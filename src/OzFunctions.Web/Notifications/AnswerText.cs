using System.Text;

namespace OzFunctions.Web.Notifications;

/// <summary>The text of a response, to be shown to operators.</summary>
internal static class AnswerText
{
    /// <summary>Decodes the beginning of a response.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The text without control characters; null when there is none.</returns>
    public static string? Of(ReadOnlySpan<byte> bytes) => bytes.IsEmpty
        ? null
        : new string([.. Encoding.UTF8.GetString(bytes).Select(static letter => char.IsControl(letter) ? ' ' : letter)]);
}
