namespace OzFunctions.Web.OpenApi;

/// <summary>Descriptions that several parameters share.</summary>
internal static class Texts
{
    public const string Day = "A day (UTC); today where it is absent.";
    public const string Limit = "How many items a page holds at most.";
    public const string Continuation = "What the page before told, with the same other parameters. A page may be short before the last.";
    public const string FolderId = "Oz's id of the folder.";
    public const string Endpoint = "The endpoint's name in the settings.";
    public const string DryRun = "Tells what would be done, and does nothing.";
    public const string From = "The beginning, with its offset.";
    public const string To = "The end, with its offset; now where it is absent.";
    public const string RunId = "The run's id.";
}
