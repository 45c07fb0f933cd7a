namespace OzFunctions.Web.OpenApi;

/// <summary>Descriptions that several path parameters share.</summary>
internal static class Texts
{
    public const string FolderId = "Oz's id of the folder.";
    public const string Endpoint = "The endpoint's name in the settings.";
    public const string RunId = "The run's id.";
}
