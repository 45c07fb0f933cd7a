using OzFunctions.Core;
using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Web.Folders;

/// <summary>The names of the reasons why folders are open, in requests and responses.</summary>
internal static class OpenReasonNames
{
    /// <summary>All names.</summary>
    public static IReadOnlyDictionary<OpenReasons, string> All { get; } = Enum.GetValues<OpenReasons>()
        .Where(static reason => reason is not OpenReasons.None)
        .ToDictionary(static reason => reason, static reason => CamelCase.Of(reason));
}
