using System.Text;

namespace OzFunctions.Web.Notifications;

/// <summary>What is kept of an answer's text, to be shown.</summary>
internal static class AnswerText
{
    /// <summary>Reads the beginning of an answer.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The text without control characters; null when there is none.</returns>
    public static string? Of(ReadOnlySpan<byte> bytes) => bytes.IsEmpty
        ? null
        : new string([.. Encoding.UTF8.GetString(bytes).Select(static letter => char.IsControl(letter) ? ' ' : letter)]);
}
