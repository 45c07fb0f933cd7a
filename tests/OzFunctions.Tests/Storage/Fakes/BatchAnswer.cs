namespace OzFunctions.Tests.Storage.Fakes;

/// <summary>Responses to transactions, formatted as in the service's documentation.</summary>
internal static class BatchAnswer
{
    public const string ContentType = "multipart/mixed; boundary=batchresponse_4c637ba4-b2f8-40f8-8856-c2d10d163a83";

    public static string Of(params IEnumerable<string> parts) =>
        $"""
        --batchresponse_4c637ba4-b2f8-40f8-8856-c2d10d163a83
        Content-Type: multipart/mixed; boundary=changesetresponse_955358ab-62b1-4d6c-804b-41cebb7c5e42

        {string.Join("\n", parts.Select(static part => $"--changesetresponse_955358ab-62b1-4d6c-804b-41cebb7c5e42\nContent-Type: application/http\nContent-Transfer-Encoding: binary\n\n{part}"))}
        --changesetresponse_955358ab-62b1-4d6c-804b-41cebb7c5e42--
        --batchresponse_4c637ba4-b2f8-40f8-8856-c2d10d163a83--

        """.ReplaceLineEndings("\r\n");

    public static string Written(string etag) =>
        $"""
        HTTP/1.1 204 No Content
        X-Content-Type-Options: nosniff
        Cache-Control: no-cache
        Preference-Applied: return-no-content
        DataServiceVersion: 3.0;
        Location: https://myaccount.table.core.windows.net/Blogs(PartitionKey='Channel_19',RowKey='1')
        DataServiceId: https://myaccount.table.core.windows.net/Blogs(PartitionKey='Channel_19',RowKey='1')
        ETag: {etag}


        """;

    public const string Deleted =
        """
        HTTP/1.1 204 No Content
        X-Content-Type-Options: nosniff
        Cache-Control: no-cache
        DataServiceVersion: 1.0;


        """;

    public static string Failed(string status, string body) =>
        $"""
        HTTP/1.1 {status}
        X-Content-Type-Options: nosniff
        Cache-Control: no-cache
        DataServiceVersion: 3.0;
        Content-Type: application/json;odata=minimalmetadata;streaming=true;charset=utf-8

        {body}
        """;

    /// <summary>Creates an error body. In a transaction the message starts with the index of the operation.</summary>
    public static string Error(string code, string message) =>
        $$$$"""{"odata.error":{"code":"{{{{code}}}}","message":{"lang":"en-US","value":"{{{{message}}}}\nRequestId:a1\nTime:2026-01-01T00:00:00Z"}}}""";
}
