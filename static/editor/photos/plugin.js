/* Photos in the editor: dropped, pasted, chosen from files or from the library; each arrives with a place for its
   caption. The server answers {uploaded, url, width, height, caption} or {uploaded: 0, error: {message}}. */
(() => {
  const gettext = window.gettext ?? ((text) => text);
  const TYPES = /image\/(jpeg|png|gif|webp|heic|heif)/;

  const escaped = (text) => CKEDITOR.tools.htmlEncode(text ?? "");

  const figure = ({ url, width, height, caption }) =>
    `<figure class="image"><img alt="" height="${height}" src="${escaped(url)}" width="${width}">` +
    `<figcaption>${escaped(caption)}</figcaption></figure>`;

  /* A refusal comes as 4xx with a sentence; CKEditor by itself would show the number only. */
  function sayWhy(loader) {
    const usual = loader.xhr.onload;
    loader.xhr.onload = (event) => {
      const refusal = loader.xhr.status >= 400 && sentence(loader.xhr.responseText);
      if (!refusal) return usual.call(loader.xhr, event);
      loader.message = refusal;
      loader.changeStatus("error");
    };
  }

  function sentence(text) {
    try {
      return JSON.parse(text).error?.message;
    } catch {
      return null; // not ours: a proxy's page, say
    }
  }

  /* Start the upload of these files where the caret is, as a drop would. */
  function send(editor, files) {
    const tools = CKEDITOR.fileTools;
    const definition = editor.widgets.registered.uploadimage;
    let html = "";
    for (const file of files) {
      const loader = editor.uploadRepository.create(file);
      const element = definition.fileToElement(file);
      loader.loadAndUpload(editor.config.uploadUrl);
      tools.markElement(element, "uploadimage", loader.id);
      tools.bindNotifications(editor, loader);
      html += element.getOuterHtml();
    }
    editor.fire("paste", {
      type: "html",
      method: "paste",
      dataValue: html,
      dataTransfer: new CKEDITOR.plugins.clipboard.dataTransfer(),
    });
  }

  function chooseFiles(editor) {
    const input = document.createElement("input");
    Object.assign(input, { type: "file", multiple: true, accept: "image/*,.heic,.heif" });
    input.className = "editor-files";
    input.hidden = true;
    input.addEventListener("change", () => {
      send(editor, input.files);
      input.remove();
    });
    document.body.append(input);
    input.click();
  }

  /* Django's own lookup window; it puts the number of the chosen photo into a hidden field and says so. */
  function chooseFromLibrary(editor) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", id: "id_body_photo" });
    document.getElementById("id_body_photo")?.remove();
    document.body.append(field);
    django.jQuery(field).on("change", async () => {
      const library = editor.config.photoLibraryUrl;
      const answer = await fetch(`${library}${field.value}/figure/`, { headers: { Accept: "application/json" } });
      if (answer.ok) editor.insertHtml(figure(await answer.json()));
      else editor.showNotification(gettext("The photo could not be fetched. Try again."), "warning");
    });
    const link = document.createElement("a");
    Object.assign(link, { id: "lookup_id_body_photo", href: `${editor.config.photoLibraryUrl}?_to_field=id` });
    window.showRelatedObjectLookupPopup(link);
  }

  CKEDITOR.plugins.add("newsroomphotos", {
    requires: "uploadimage,image2",

    beforeInit(editor) {
      editor.config.uploadImage_supportedTypes = TYPES;
      editor.config.image2_disableResizer = true;
      editor.config.fileTools_requestHeaders = {
        "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value,
      };
      editor.on("fileUploadRequest", ({ data }) => sayWhy(data.fileLoader));
      editor.on("widgetDefinition", ({ data }) => {
        if (data.name !== "uploadimage") return;
        data.onUploaded = function (upload) {
          this.replaceWith(figure(upload.responseData));
        };
      });
    },

    init(editor) {
      // The marks of a photo on its way; with an explicit allow-list they would be filtered out.
      editor.filter.allow("img[data-widget,data-cke-upload-id]", "newsroomphotos", true);
      editor.addCommand("newsroomPhoto", { exec: chooseFiles, async: true });
      editor.addCommand("newsroomLibrary", { exec: chooseFromLibrary, async: true });
      editor.ui.addButton("NewsroomPhoto", {
        label: gettext("Send photos"),
        command: "newsroomPhoto",
        toolbar: "insert,1",
        icon: `${this.path}photo.svg`,
      });
      editor.ui.addButton("NewsroomLibrary", {
        label: gettext("Photo library"),
        command: "newsroomLibrary",
        toolbar: "insert,2",
        icon: `${this.path}library.svg`,
      });
    },
  });

  /* Alt text and credit belong to the photo (they are edited under the editor), its size to the page. */
  CKEDITOR.on("dialogDefinition", ({ data }) => {
    if (data.name !== "image2") return;
    const info = data.definition.getContents("info");
    for (const field of ["alt", "lock", "width", "height", "align"]) info.remove(field);
    data.definition.removeContents("Upload");
  });
})();
